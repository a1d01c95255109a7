/**
 * Loads one of the page's modules under Node; those with pure logic touch no DOM.
 * They come untyped, since they are JavaScript: services/ui/tsconfig.json checks them.
 */
export function pageModule(name: string) {
  return import(new URL(`../../public/scripts/${name}`, import.meta.url).href);
}
