import type { StandIn } from './skipped-types.ts';
import type { Json } from './template.ts';

/** What references in a template become before moto reads it. */
export interface Known {
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** Values of parameters. */
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly region: string;
}

/**
 * Puts values in place of references: to parameters, because moto does not see what a changed one
 * changes; to what it skips; and the Region into `!GetAZs ""`, which it takes for another's.
 */
export function foldReferences(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return value.map((item) => foldReferences(item, known));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': got, 'Fn::GetAZs': zones, 'Fn::Sub': text } = value as Json;
  if (typeof Ref === 'string') return refer(Ref, known) ?? value;
  if (Array.isArray(got) && known.standIns.has(got[0])) return attributeOf(known, got[0], got[1]);
  if (zones === '') return { 'Fn::GetAZs': known.region };
  if (typeof text === 'string') return { 'Fn::Sub': substitute(text, known) };
  if (Array.isArray(text)) {
    return { 'Fn::Sub': [substitute(String(text[0]), known), foldReferences(text[1], known)] };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, foldReferences(inner, known)]),
  );
}

const refer = (name: string, { standIns, parameters }: Known): unknown =>
  standIns.get(name)?.ref ?? parameters.get(name);

const substitute = (text: string, known: Known): string =>
  text.replace(/\$\{(\w+)(?:\.([\w.]+))?\}/g, (whole, id: string, attribute?: string) => {
    if (attribute) return known.standIns.has(id) ? attributeOf(known, id, attribute) : whole;
    return String(refer(id, known) ?? whole);
  });

function attributeOf({ standIns }: Known, logicalId: string, attribute: string): string {
  const found = standIns.get(logicalId)?.attributes[attribute];
  if (found !== undefined) return found;
  throw new Error(`skipped-types.ts does not say what the ${attribute} of ${logicalId} is`);
}
