// @ts-check

const system = matchMedia('(prefers-color-scheme: dark)');

/**
 * A button that switches between light and dark. Choosing what the system has anyway forgets the
 * choice, so that the page follows the system again.
 *
 * @param {HTMLButtonElement} button
 */
export function startTheme(button) {
  const root = document.documentElement;
  const show = () => {
    const next = isDark() ? 'light' : 'dark';
    root.classList.toggle('is-dark', isDark());
    button.setAttribute('aria-label', `Use ${next} colors`);
    button.title = `Use ${next} colors`;
  };
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    if (next === (system.matches ? 'dark' : 'light')) delete root.dataset.theme;
    else root.dataset.theme = next;
    keep(root.dataset.theme);
    show();
  });
  system.addEventListener('change', show);
  show();
  button.hidden = false;
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : system.matches;
}

/** Plain text and not JSON: the script that runs before the first paint reads it too. @param {string | undefined} theme */
function keep(theme) {
  try {
    if (theme) localStorage.setItem('theme', theme);
    else localStorage.removeItem('theme');
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}
