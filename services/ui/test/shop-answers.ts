import type { AnswerWriter } from './fake-agent.ts';

const ELECTRONICS = [
  ['P007', 'Aurora wireless earbuds', 59.99, true],
  ['P012', 'Pebble smart plug', 24.5, true],
  ['P015', 'Lumen e-ink desk clock', 89, false],
  ['P021', 'Drift portable speaker', 79.95, true],
  ['P022', 'Tern USB-C hub', 45, true],
  ['P023', 'Finch mechanical keyboard', 94.99, true],
  ['P024', 'Wren webcam', 39.99, false],
] as const;

export const PRODUCTS = ELECTRONICS.map(([id, name, price, in_stock]) => ({
  id,
  name,
  category: 'Electronics',
  price,
  in_stock,
  features: ['USB-C', 'Two years of warranty'],
}));

export function callSearch(answer: AnswerWriter, id = 'call-1'): void {
  const input = { category: 'Electronics', max_price: 99.99 };
  answer.event('tool_call', { id, name: 'search_products', input });
}

export function returnProducts(answer: AnswerWriter, id = 'call-1', products = PRODUCTS): void {
  const result = { products, total: products.length, limit: 20, offset: 0, next_offset: null };
  answer.event('tool_result', { id, name: 'search_products', status: 'success', result });
}

export function sayAndEnd(answer: AnswerWriter, text: string): void {
  answer.event('text', { text });
  answer.event('done', { tools_used: [], stop_reason: 'end_turn' });
  answer.response.end();
}
