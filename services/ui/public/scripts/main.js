// @ts-check
import { createAnnouncer } from './announcer.js';
import { AskFailure, forgetConversation } from './ask.js';
import { createComposer } from './composer.js';
import { loadConfig } from './config.js';
import { Conversation } from './conversation.js';
import { ConversationView } from './conversation-view.js';
import { byId } from './element.js';
import { createNotices, watchNetwork } from './notices.js';
import {
  hasOpenConversation,
  noteClosedConversation,
  noteOpenConversation,
  onClosedElsewhere,
} from './open-conversation.js';
import { createScrolling } from './scrolling.js';
import { startTheme } from './theme.js';
import { keepTranscript, keptTranscript } from './transcript.js';
import { showExamples } from './welcome.js';

const resetButton = byId('reset', HTMLButtonElement);
const welcome = byId('welcome', HTMLElement);
const notices = createNotices(byId('notices', HTMLElement));
const announcer = createAnnouncer(
  byId('status', HTMLElement),
  byId('finished-answers', HTMLElement),
);
const composer = createComposer({ send, stop: () => conversation.stop() });
const conversation = new Conversation({ began, changed, ended, removed });
const view = new ConversationView(
  byId('conversation', HTMLElement),
  createScrolling(byId('composer-area', HTMLElement), byId('jump', HTMLButtonElement)),
  (exchange) => {
    placeFocus();
    void conversation.retry(exchange);
  },
);

/** @typedef {import('./conversation.js').Exchange} Exchange */

/** @param {string} message */
function send(message) {
  placeFocus();
  void conversation.send(message);
}

/** To the message box; on a touch screen away from it, or the keyboard would cover the answer. */
function placeFocus() {
  if (matchMedia('(pointer: coarse)').matches) composer.leave();
  else composer.focus();
}

/** @param {Exchange} exchange */
function began(exchange) {
  noteOpenConversation();
  announcer.clear();
  announcer.state('Answering…');
  composer.setAnswering(true);
  showWhetherEmpty();
  view.add(exchange);
}

/** @param {Exchange} exchange */
function changed(exchange) {
  view.change(exchange);
}

/** @param {Exchange} exchange */
function ended(exchange) {
  composer.setAnswering(false);
  announcer.finished(view.finish(exchange));
  keepTranscript(conversation.exchanges);
}

/** @param {Exchange} exchange */
function removed(exchange) {
  view.remove(exchange);
}

async function reset() {
  resetButton.disabled = true;
  conversation.stop();
  try {
    await forgetConversation();
  } catch (error) {
    resetButton.disabled = false;
    if (!(error instanceof AskFailure)) throw error;
    notices.show('reset', `The conversation was not ended. ${error.message}`);
    return;
  }
  conversation.clear();
  view.clear();
  noteClosedConversation();
  keepTranscript([]);
  notices.hide('earlier', 'elsewhere', 'reset');
  composer.setAnswering(false);
  announcer.clear();
  announcer.state('A new conversation has begun.');
  showWhetherEmpty();
  composer.focus();
}

function showWhetherEmpty() {
  const isEmpty = conversation.exchanges.length === 0;
  welcome.hidden = !isEmpty;
  resetButton.disabled = isEmpty && !hasOpenConversation();
}

function restore() {
  const kept = keptTranscript();
  conversation.restore(kept);
  for (const exchange of kept) view.add(exchange, 'instant');
  if (kept.length === 0 && hasOpenConversation()) {
    notices.show(
      'earlier',
      'This browser has a conversation under way whose earlier messages are not shown here.',
      { label: 'Start a new one', act: reset },
    );
  }
  showWhetherEmpty();
}

async function configure() {
  notices.hide('config');
  const config = await loadConfig();
  const label = byId('model-label', HTMLElement);
  if (!config) {
    label.textContent = 'not known';
    notices.show('config', 'The page could not load its settings.', {
      label: 'Retry',
      act: configure,
    });
    return;
  }
  label.textContent = config.model_label;
  composer.limitTo(config.max_message_characters);
  showExamples(byId('examples', HTMLElement), config.examples, send);
}

resetButton.addEventListener('click', reset);
addEventListener('pagehide', () => keepTranscript(conversation.exchanges));
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && conversation.answering) conversation.stop();
});
onClosedElsewhere(() => {
  if (conversation.exchanges.length === 0) notices.hide('earlier');
  else
    notices.show(
      'elsewhere',
      'A new conversation was begun in another tab. What stands here is no longer remembered.',
    );
});
startTheme(byId('theme', HTMLButtonElement));
watchNetwork(notices);
restore();
void configure();
