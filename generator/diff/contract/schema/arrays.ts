import type { KeywordRow } from './comparison.ts';
import { under } from './difference.ts';
import type { Schema } from './json-schema.ts';

/** `prefixItems` says what the first items are, `items` all that follow (JSON Schema 2020-12). */
export const compareArrays: KeywordRow['compare'] = (before, after, { compare }) => {
  const [old, current] = [firstItems(before), firstItems(after)];
  const places = [...(old.length > current.length ? old : current).keys()];
  return [
    ...places.flatMap((place) =>
      under(`[${place}]`, compare(itemAt(before, place), itemAt(after, place))),
    ),
    ...under('[]', compare(before.items, after.items)),
  ];
};

const firstItems = ({ prefixItems }: Schema): readonly unknown[] =>
  Array.isArray(prefixItems) ? prefixItems : [];

function itemAt(schema: Schema, place: number): unknown {
  const first = firstItems(schema);
  return place < first.length ? first[place] : schema.items;
}
