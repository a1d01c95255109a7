import { type CST, Parser } from 'yaml';
import type { YamlFinding } from './finding.ts';

/** As deep as maps and lists may nest; the schema needs eight. Composing recurses, so this comes before it. */
export const MAX_DEPTH = 50;

export interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly findings: readonly YamlFinding[];
  /** False when composing the tokens could overflow the stack. */
  readonly canCompose: boolean;
}

/** Cuts a text into YAML tokens and tells what can be told from them alone. */
export function readTokens(text: string): Tokens {
  const tokens = parseTokens(text);
  if (!tokens) return { tokens: [], findings: [{ ...TOO_DEEP, offset: 0 }], canCompose: false };
  const found = inspect(tokens as unknown as Token[]);
  const documents = tokens.filter(({ type }) => type === 'document');
  const [, second] = documents;
  const several = second ? [{ ...SEVERAL, offset: second.offset }] : [];
  return { tokens, ...found, findings: [...several, ...found.findings] };
}

/** Nothing when the library, which closes what was opened by recursion, runs out of stack. */
function parseTokens(text: string): CST.Token[] | undefined {
  try {
    return [...new Parser().parse(text)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The parts that tokens of all kinds have, seen alike. */
interface Token {
  readonly type?: string;
  readonly offset?: number;
  readonly source?: string;
  readonly items?: readonly Token[];
  readonly value?: Token;
  readonly key?: Token;
  readonly start?: Token | readonly Token[];
  readonly sep?: readonly Token[];
}

/** Goes through all tokens without recursion, because nothing has limited their depth yet. */
function inspect(tokens: readonly Token[]): Pick<Tokens, 'findings' | 'canCompose'> {
  const findings: YamlFinding[] = [];
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token } = next;
    const depth = next.depth + (token.items ? 1 : 0);
    const offset = token.offset ?? 0;
    if (depth > MAX_DEPTH) return { findings: [{ ...TOO_DEEP, offset }], canCompose: false };
    if (token.type === 'tag') findings.push(tagAt(offset, token.source ?? ''));
    if (token.type === 'directive') findings.push({ ...DIRECTIVE, offset });
    if (isOpenQuote(token)) findings.push({ ...OPEN_QUOTE, offset });
    for (const child of childrenOf(token)) open.push({ token: child, depth });
  }
  return { findings, canCompose: true };
}

/** A quote that nobody closes swallows the rest of the file; the library points at the end. */
const isOpenQuote = ({ type, source = '' }: Token): boolean =>
  (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') &&
  (source.length === 1 || source.at(-1) !== source[0]);

function childrenOf({ items = [], value, key, start, sep = [] }: Token): Token[] {
  const single = [value, key].filter((child) => child !== undefined && child !== null);
  return [...items, ...single, ...sep, ...(Array.isArray(start) ? start : [])];
}

const tagAt = (offset: number, source: string): YamlFinding => ({
  code: 'config/tag',
  message: `\`${source}\` is a YAML tag; a config holds plain values only`,
  hint: source.startsWith('!!')
    ? 'remove it; what is to be text stands in quotes'
    : 'remove it; CloudFormation’s functions belong into templates',
  offset,
});

const SEVERAL = {
  code: 'config/documents',
  message: 'a second YAML document begins here',
  hint: 'remove the `---`; one file is one config',
} as const;

const DIRECTIVE = {
  code: 'config/syntax',
  message: 'directives such as `%YAML` are not read; this is YAML 1.2',
  hint: 'remove the line',
} as const;

const OPEN_QUOTE = {
  code: 'config/syntax',
  message: 'the quote that opens here is never closed',
  hint: 'close it; an apostrophe inside single quotes is written twice',
} as const;

const TOO_DEEP = {
  code: 'config/too-large',
  message: `maps and lists nest deeper than ${MAX_DEPTH}`,
} as const;
