import { Router } from 'express';
import type { UiSettings } from './ui-settings.ts';

const EXAMPLES = [
  'Show me electronics under $100',
  'What laptops do you have?',
  'Find running shoes in stock',
  'Clothing between $30 and $80',
];

/** GET /api/config: what the page needs to know before the first message. */
export function configRoute(settings: UiSettings): Router {
  const router = Router();
  router.get('/api/config', (_request, response) => {
    response.json({
      model_label: settings.MODEL_LABEL,
      examples: EXAMPLES,
      max_message_characters: settings.MAX_MESSAGE_CHARACTERS,
    });
  });
  return router;
}
