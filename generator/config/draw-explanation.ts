import { stringify } from 'yaml';
import type { Position } from '../diagnostics.ts';
import type { Explanation } from './explain-config.ts';

/** Lines stay within this, but for a path that is longer still. */
const COLUMNS = 100;
/** Of a value that much is shown at least. */
const SHORTEST_VALUE = 12;

/** An explanation for people: in front the place, then path and value; below, indented, what was replaced. */
export function drawExplanation({ values, removed }: Explanation): string {
  const rows = [
    ...values.map((one) => ({ ...one, text: (width: number) => shown(one.value, width) })),
    ...removed.map((one) => ({ ...one, text: () => 'removed' })),
  ];
  const lines = rows.flatMap(({ path, overrode, text, ...place }) => [
    { place: placeOf(place), label: `${path}: `, text },
    ...overrode.map((earlier) => ({
      place: `  ${placeOf(earlier)}`,
      label: '  was ',
      text: (width: number) => (earlier.value === null ? 'removed' : shown(earlier.value, width)),
    })),
  ]);
  const margin = Math.max(0, ...lines.map(({ place }) => place.length)) + 2;
  return lines
    .map(({ place, label, text }) => {
      const width = Math.max(COLUMNS - margin - label.length, SHORTEST_VALUE);
      return `${place.padEnd(margin)}${label}${text(width)}`;
    })
    .join('\n');
}

const placeOf = ({ file, line }: Position): string => `${file}:${line}`;

/** A value on one line, as YAML, cut where the line ends. */
function shown(value: unknown, width: number): string {
  const text = stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    flowCollectionPadding: false,
  })
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
