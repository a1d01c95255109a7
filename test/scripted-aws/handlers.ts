import type { World } from './world.ts';

/**
 * What answers each operation of a service. Inputs are what the SDK sent, so each handler names the
 * SDK's own type; outputs are held against it by the handler's return type.
 */
export type Handlers = Readonly<
  Record<
    string,
    // biome-ignore lint/suspicious/noExplicitAny: each handler takes the input of its own operation
    (input: any, world: World) => object
  >
>;

/** A page of a list, by tokens that are offsets. */
export function pageOf<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number,
): { readonly page: Item[]; readonly next?: string } {
  const from = Number(token ?? 0);
  const page = items.slice(from, from + size);
  return { page, ...(from + size < items.length && { next: String(from + size) }) };
}
