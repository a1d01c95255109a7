// @ts-check

/**
 * Keeps the reader's place: a new question goes to the top of the window and the answer is written
 * below it, without moving what is being read. Who wants the end presses the button, and is then
 * kept at the end until they scroll up.
 *
 * @param {HTMLElement} composerArea
 * @param {HTMLButtonElement} jumpButton
 */
export function createScrolling(composerArea, jumpButton) {
  /** @type {HTMLElement | undefined} */
  let end;
  let following = false;
  let lastTop = scrollY;

  const refresh = () => {
    if (following) end?.scrollIntoView({ block: 'end', behavior: 'instant' });
    const limit = composerArea.getBoundingClientRect().top;
    jumpButton.hidden = !end || end.getBoundingClientRect().top <= limit;
  };
  const onScroll = () => {
    if (scrollY < lastTop) following = false;
    lastTop = scrollY;
    refresh();
  };
  new ResizeObserver(() => {
    const height = `${composerArea.offsetHeight}px`;
    document.documentElement.style.setProperty('--composer-height', height);
    refresh();
  }).observe(composerArea);
  addEventListener('scroll', onScroll, { passive: true });
  // Opening a tool call moves the end without scrolling. This event doesn't bubble.
  addEventListener('toggle', refresh, { capture: true });
  jumpButton.addEventListener('click', () => {
    following = true;
    refresh();
  });

  return {
    refresh,
    /**
     * @param {HTMLElement} question
     * @param {HTMLElement} itsEnd
     * @param {ScrollBehavior} [behavior]
     */
    toQuestion(question, itsEnd, behavior) {
      end = itsEnd;
      following = false;
      question.scrollIntoView({ block: 'start', ...(behavior && { behavior }) });
      refresh();
    },
    reset() {
      end = undefined;
      following = false;
      scrollTo({ top: 0, behavior: 'instant' });
      refresh();
    },
  };
}

/** @typedef {ReturnType<typeof createScrolling>} Scrolling */
