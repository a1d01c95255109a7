import { positionOf } from '../check/place.ts';
import type { Entry } from '../diff/entry.ts';
import type { DiffReport } from '../diff/report.ts';
import { drawAnnotation } from './annotations.ts';

/** GitHub shows ten annotations of a level a step, and drops the rest without a word. */
const SHOWN = 10;

/** What risks are worth an annotation. The reviewer decides, so none is an error. */
const LEVELS = { dangerous: 'warning', review: 'notice' } as const;

/** The riskier entries as annotations at the lines that people wrote, the most dangerous first. */
export function drawEntryAnnotations({ environments }: DiffReport): string {
  const all = environments.flatMap(({ environment, entries }) =>
    entries.map((entry) => ({ environment, entry })),
  );
  const lines = (['dangerous', 'review'] as const).flatMap((risk) => {
    const found = all.filter(({ entry }) => entry.risk === risk);
    const drawn = found.slice(0, SHOWN - 1).map((one) => draw(LEVELS[risk], one));
    const more = found.length - drawn.length;
    const rest = `${more} more of risk ${risk}; the report lists them`;
    return more > 0 ? [...drawn, drawAnnotation(LEVELS[risk], 'diff', rest, {})] : drawn;
  });
  return lines.join('\n');
}

type Level = (typeof LEVELS)[keyof typeof LEVELS];

function draw(level: Level, { environment, entry }: { environment: string; entry: Entry }): string {
  const { at, code, subject, message } = entry;
  const place = at ? positionOf(at.artefact, at.path) : {};
  return drawAnnotation(level, code, `${environment}: ${subject}: ${message}`, place);
}
