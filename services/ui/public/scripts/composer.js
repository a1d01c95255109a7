// @ts-check
import { byId } from './element.js';
import { limitWords } from './message-limit.js';

/**
 * The box in which a message is written. While an answer is under way the next message can be
 * written but not sent, and the Stop button stands where Send was.
 *
 * @param {{send: (message: string) => void, stop: () => void}} actions
 */
export function createComposer({ send, stop }) {
  const form = byId('composer', HTMLFormElement);
  const box = byId('message', HTMLTextAreaElement);
  const sendButton = byId('send', HTMLButtonElement);
  const stopButton = byId('stop', HTMLButtonElement);
  const limitLine = byId('message-limit', HTMLElement);
  let answering = false;
  let maximum = Number.POSITIVE_INFINITY;

  const refresh = () => {
    const { words, over } = limitWords(box.value.trim().length, maximum);
    limitLine.textContent = words;
    limitLine.classList.toggle('over', over);
    box.setAttribute('aria-invalid', String(over));
    sendButton.disabled = answering || over || box.value.trim() === '';
    grow(box);
  };
  const submit = () => {
    if (sendButton.disabled) return;
    const message = box.value.trim();
    box.value = '';
    refresh();
    send(message);
  };
  const submitOnEnter = (/** @type {KeyboardEvent} */ event) => {
    // Enter that ends the composition of a Chinese or Japanese word must not send half a sentence.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('input', refresh);
  box.addEventListener('keydown', submitOnEnter);
  addEventListener('resize', () => grow(box));
  stopButton.addEventListener('click', stop);
  refresh();

  return {
    /** @param {number} characters */
    limitTo(characters) {
      maximum = characters;
      refresh();
    },
    /** @param {boolean} isAnswering */
    setAnswering(isAnswering) {
      // A button that vanishes would take the focus with it, to the top of the page.
      const hadFocus = [sendButton, stopButton].some((button) => button === document.activeElement);
      answering = isAnswering;
      sendButton.hidden = isAnswering;
      stopButton.hidden = !isAnswering;
      refresh();
      if (hadFocus) box.focus();
    },
    focus: () => box.focus(),
    /** Takes a phone's keyboard away, so that the answer can be seen. */
    leave: () => box.blur(),
  };
}

/** CSS bounds the height. @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
