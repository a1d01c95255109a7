// @ts-check
// A classic script in the head: it must run before the first paint, or a chosen dark page would flash white.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the page follows the system.
}
