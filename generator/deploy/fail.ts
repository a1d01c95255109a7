import { type Diagnostic, type DiagnosticCode, Failure } from '../diagnostics.ts';

/** A finding about what is deployed; it has no place in a file. */
export const finding = (code: DiagnosticCode, message: string, hint?: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  ...(hint !== undefined && { hint }),
});

/** After these nothing that follows can work: AWS is out of reach, or somebody else is at work. */
const ENDS_THE_RUN: ReadonlySet<string> = new Set([
  'deploy/credentials',
  'deploy/network',
  'deploy/lock-lost',
  'deploy/interrupted',
]);

export const endsTheRun = ({ diagnostics }: Failure): boolean =>
  diagnostics.some(({ code }) => ENDS_THE_RUN.has(code));

/** That something did not work, exit code 1; input that is wrong is a plain `Failure`. */
export const failed = (code: DiagnosticCode, message: string, hint?: string): Failure =>
  new Failure([finding(code, message, hint)], 1);
