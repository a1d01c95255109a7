// @ts-check
import { element } from './element.js';

/** @typedef {'offline' | 'earlier' | 'elsewhere' | 'config' | 'reset'} NoticeKind */

/**
 * Lines at the top of the page about the page itself, at most one of a kind.
 *
 * @param {HTMLElement} area
 */
export function createNotices(area) {
  /** @param {NoticeKind} kind */
  const find = (kind) => area.querySelector(`[data-kind="${kind}"]`);
  return {
    /**
     * @param {NoticeKind} kind
     * @param {string} text
     * @param {{label: string, act: () => void}} [action]
     */
    show(kind, text, action) {
      find(kind)?.remove();
      const button =
        action &&
        element(
          'button',
          { type: 'button', class: 'link-button', click: action.act },
          action.label,
        );
      area.append(
        element('p', { class: 'notice', 'data-kind': kind }, text, button && ' ', button),
      );
    },
    /** @param {...NoticeKind} kinds */
    hide(...kinds) {
      for (const kind of kinds) find(kind)?.remove();
    },
  };
}

/** @typedef {ReturnType<typeof createNotices>} Notices */

/** @param {Notices} notices */
export function watchNetwork(notices) {
  const show = () => {
    if (navigator.onLine) notices.hide('offline');
    else
      notices.show(
        'offline',
        'You are offline. Messages can be sent again once you are connected.',
      );
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}
