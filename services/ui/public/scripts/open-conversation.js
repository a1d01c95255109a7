// @ts-check
import { storedValue } from './stored-value.js';

/** As long as the server's cookie lives (src/conversation-cookie.ts). */
const LIFE_MS = 12 * 60 * 60 * 1000;

const stored = storedValue('localStorage', 'conversation-open-since');

/**
 * All tabs of a browser share one conversation, since they share its cookie. Scripts can't see the
 * cookie, so this note tells a tab that something was said in another one.
 */
export function noteOpenConversation() {
  stored.write(Date.now());
}

export function noteClosedConversation() {
  stored.remove();
}

export function hasOpenConversation() {
  return Date.now() - Number(stored.read() ?? 0) < LIFE_MS;
}

/** @param {() => void} listener is called when another tab starts a new conversation */
export function onClosedElsewhere(listener) {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === stored.key && newValue === null) listener();
  });
}
