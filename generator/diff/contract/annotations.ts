import type { ContractTool, ToolAnnotations } from '../../render/contract.ts';
import type { UnsaidChange } from './contract-change.ts';

interface Hint {
  readonly name: Exclude<keyof ToolAnnotations, 'title'>;
  /** What a client takes for granted where nothing is said (MCP 2025-11-25, ToolAnnotations). */
  readonly absent: boolean;
  /** The value on the strength of which a client calls without asking a person. */
  readonly harmless: boolean;
  /** It says nothing of a tool that only reads. */
  readonly isAboutWriting?: true;
}

const HINTS: readonly Hint[] = [
  { name: 'readOnlyHint', absent: false, harmless: true },
  { name: 'destructiveHint', absent: true, harmless: false, isAboutWriting: true },
  { name: 'idempotentHint', absent: false, harmless: true, isAboutWriting: true },
  { name: 'openWorldHint', absent: true, harmless: false },
];

/**
 * A hint that gets worse is breaking: a client that calls the tool unattended because of it would
 * do harm, or have to ask where nobody answers.
 */
export function compareAnnotations(before: ContractTool, after: ContractTool): UnsaidChange[] {
  const [old, current] = [before.annotations ?? {}, after.annotations ?? {}];
  const onlyReads = old.readOnlyHint === true && current.readOnlyHint === true;
  const hints = HINTS.flatMap(({ name, absent, harmless, isAboutWriting }): UnsaidChange[] => {
    const values = { before: old[name] ?? absent, after: current[name] ?? absent };
    if (values.before === values.after) return [];
    const breaking = values.before === harmless && !(isAboutWriting && onlyReads);
    return [{ kind: 'annotation-changed', breaking, tool: after.name, path: name, ...values }];
  });
  return [...hints, ...compareTitles(before, after)];
}

/** Where a server repeats the tool's own title here, that is told already. */
function compareTitles(before: ContractTool, after: ContractTool): UnsaidChange[] {
  const [old, current] = [before.annotations?.title, after.annotations?.title];
  const repeats = old === before.title && current === after.title;
  if (old === current || repeats) return [];
  const values = { path: 'title', before: old, after: current };
  return [{ kind: 'annotation-changed', breaking: false, tool: after.name, ...values }];
}
