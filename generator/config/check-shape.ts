import type { z } from 'zod';
import type { Diagnostic, Position } from '../diagnostics.ts';
import { hintFrom, nearest } from '../nearest.ts';
import { describeIssue } from './describe-issue.ts';
import {
  dotted,
  keyPositionAt,
  type Located,
  nodeAt,
  type Path,
  positionAt,
  removalAt,
  toPlain,
} from './located.ts';
import { descriptionOf, keysAt } from './schema-at.ts';
import { namesSecret } from './secret-names.ts';

export interface CheckedShape<Value> {
  readonly value?: Value;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the mistakes are. */
  readonly paths: readonly Path[];
  /** What misspelt keys were probably meant to be, so that these are not also told as missing. */
  readonly meant: readonly Path[];
}

/**
 * Reads a located value by a zod schema; each finding is at the place where a person would mend it.
 *
 * @param left paths of what was left out as wrong, which is not also missing
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  root: Located,
  left: readonly Path[] = [],
): CheckedShape<z.output<Schema>> {
  const parsed = schema.safeParse(toPlain(root));
  if (parsed.success) return { value: parsed.data, diagnostics: [], paths: [], meant: [] };
  const found = withoutEchoes(parsed.error.issues)
    .flatMap((issue) => diagnose(issue, schema, root))
    .filter(({ at }) => !left.some((path) => at.every((step, index) => path[index] === step)));
  return {
    diagnostics: found.map(({ diagnostic }) => diagnostic),
    paths: found.map(({ at }) => at),
    meant: found.flatMap(({ meant }) => (meant ? [meant] : [])),
  };
}

type Issue = z.core.$ZodIssue;

/** A text where a list belongs is not also too short a list. */
function withoutEchoes(issues: readonly Issue[]): Issue[] {
  const mistyped = new Set<string>();
  return issues.filter((issue) => {
    const path = dotted(issue.path as Path);
    const isEcho = mistyped.has(path);
    if (isAboutType(issue)) mistyped.add(path);
    return !isEcho;
  });
}

interface Finding {
  readonly at: Path;
  readonly diagnostic: Diagnostic;
  readonly meant?: Path;
}

function diagnose(issue: Issue, schema: z.ZodType, root: Located): Finding[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], schema, root));
  }
  if (issue.code === 'invalid_key') return [wrongKey(issue, path, root)];
  const node = nodeAt(root, path);
  if (!node) return [missingKey(path, schema, root)];
  const code = isAboutType(issue) ? 'config/type' : 'config/value';
  const { message, hint } = describeIssue(issue, node);
  return [
    finding(path, code, `\`${dotted(path) || 'the file'}\` ${message}`, {
      position: positionAt(root, path),
      hint: hint ?? aboutKey(schema, path),
    }),
  ];
}

const isAboutType = ({ code }: Issue) => code === 'invalid_type' || code === 'invalid_union';

function unknownKey(path: Path, schema: z.ZodType, root: Located): Finding {
  const parent = path.slice(0, -1);
  const known = Object.keys(keysAt(schema, parent));
  const near = nearest(String(path.at(-1)), known);
  const found = finding(path, 'config/unknown-key', `unknown key \`${dotted(path)}\``, {
    position: keyPositionAt(root, path),
    hint: hintFrom(String(path.at(-1)), known),
  });
  return { ...found, ...(near && { meant: [...parent, near] }) };
}

function wrongKey(issue: Extract<Issue, { code: 'invalid_key' }>, path: Path, root: Located) {
  const expected = issue.issues.map((inner) => describeIssue(inner, undefined).message);
  const message = `\`${dotted(path)}\` can't stand here: the key ${expected.join('; ')}`;
  return finding(path, 'config/value', message, { position: keyPositionAt(root, path) });
}

function missingKey(path: Path, schema: z.ZodType, root: Located): Finding {
  const removal = removalAt(root, path);
  const why = removal ? 'is missing, because it is removed here' : 'is missing';
  return finding(path, 'config/missing-key', `\`${dotted(path)}\` ${why}`, {
    position: removal ?? positionAt(root, path),
    hint: aboutKey(schema, path),
  });
}

const aboutKey = (schema: z.ZodType, path: Path): string | undefined =>
  descriptionOf(keysAt(schema, path.slice(0, -1))[String(path.at(-1))]);

function finding(
  at: Path,
  code: Diagnostic['code'],
  message: string,
  { position, hint }: { position: Position | undefined; hint?: string | undefined },
): Finding {
  // A secret that was put into a wrong place must not end in a log.
  const isSecret = at.includes('secrets') || at.some((step) => namesSecret(String(step)));
  const diagnostic: Diagnostic = {
    code,
    severity: 'error',
    message,
    ...(hint && { hint }),
    ...position,
    path: dotted(at),
    ...(isSecret && { isSecret }),
  };
  return { at, diagnostic };
}
