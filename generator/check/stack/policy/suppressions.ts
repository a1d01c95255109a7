import { z } from 'zod';
import type { Path } from '../../../config/located.ts';
import { fieldsOf } from '../../../render/plain-values.ts';
import type { StackFinding } from '../stack-rule.ts';
import type { Template } from '../template.ts';

/** A finding that a template lives with, and why. */
export interface Suppression {
  readonly resource: string;
  /** As cdk-nag names it, with or without the part in brackets. */
  readonly rule: string;
  readonly reason: string;
  readonly path: Path;
}

export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly malformed: readonly StackFinding[];
}

const SHAPE = 'Metadata: {cdk_nag: {rules_to_suppress: [{id: …, reason: …}]}}';
const metadata = z.strictObject({ rules_to_suppress: z.array(z.unknown()).min(1) });

/** What people write to have it over with. */
const NO_REASON = /^\W*(to.?do|tbd|fix.?me|x+|n\/?a|none|ignored?|suppress(ed)?|because)\b\W*/i;
const SHORTEST_REASON = 15;

const entry = z.strictObject({
  id: z.string('the id of a finding, as it is told').min(1, 'the id of a finding, as it is told'),
  reason: z
    .string('say why this may stay')
    .refine(
      (text) => text.trim().length >= SHORTEST_REASON && !NO_REASON.test(text),
      'say why this may stay, in a sentence',
    ),
});

/** Reads the suppressions of a template. They stand at the resource that they are about. */
export function readSuppressions({ fields, entries }: Template): Suppressions {
  const everywhere = fieldsOf(fields.Metadata).cdk_nag;
  const misplaced =
    everywhere === undefined
      ? []
      : [describe(['Metadata', 'cdk_nag'], 'stands at a resource', `at a resource: ${SHAPE}`)];
  const read = entries.Resources.map(({ name, path, fields: { Metadata } }) =>
    readResource(name, [...path, 'Metadata', 'cdk_nag'], fieldsOf(Metadata).cdk_nag),
  );
  return {
    suppressions: read.flatMap(({ suppressions }) => suppressions),
    malformed: [...misplaced, ...read.flatMap(({ malformed }) => malformed)],
  };
}

function readResource(resource: string, path: Path, value: unknown): Suppressions {
  if (value === undefined) return { suppressions: [], malformed: [] };
  const { data, success } = metadata.safeParse(value);
  if (!success) {
    return { suppressions: [], malformed: [describe(path, 'is not a list of findings', SHAPE)] };
  }
  const read = data.rules_to_suppress.map((one, index) =>
    readEntry(resource, [...path, 'rules_to_suppress', index], one),
  );
  return {
    suppressions: read.flatMap(({ suppressions }) => suppressions),
    malformed: read.flatMap(({ malformed }) => malformed),
  };
}

function readEntry(resource: string, path: Path, value: unknown): Suppressions {
  const { data, error } = entry.safeParse(value);
  if (data) {
    return {
      suppressions: [{ resource, rule: data.id, reason: data.reason, path }],
      malformed: [],
    };
  }
  const malformed = error.issues.map((issue) => {
    const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code !== 'unrecognized_keys') {
      const word = steps.length > 0 ? `needs another \`${steps.join('.')}\`` : 'is not a map';
      return describe([...path, ...steps], word, steps.length > 0 ? issue.message : SHAPE);
    }
    const word = `can't have \`${issue.keys.join('`, `')}\``;
    return describe([...path, ...steps, ...issue.keys.slice(0, 1)], word, SHAPE);
  });
  return { suppressions: [], malformed };
}

const describe = (path: Path, word: string, hint: string): StackFinding => ({
  path,
  message: `a suppression ${word}`,
  hint,
});
