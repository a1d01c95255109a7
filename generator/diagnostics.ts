/** Where something stands in a file. Lines and columns count from 1. */
export interface Position {
  /** Path from the repository's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly col: number;
}

/**
 * Codes of what is not a rule, with what each means. The tables of rules bring their own codes:
 * `rule/…` (config), `ecs/…` (API input), `wiring/…` (across files), `stack/…` (CloudFormation).
 */
export const fixedCodes = {
  usage: 'the command line names something that is not there',
  'config/file': 'a config file is missing',
  'config/unreadable': 'what stands where a config file belongs can’t be read',
  'config/link': 'a symbolic link where a config file or an environment’s folder belongs',
  'config/environment-name': 'a folder whose name can’t be part of names in AWS',
  'config/too-large': 'a config file that is larger or nested deeper than any needs to be',
  'config/encoding': 'bytes that are not UTF-8',
  'config/bom': 'a byte order mark',
  'config/crlf': 'line ends other than LF',
  'config/character': 'a character that no value may hold',
  'config/empty': 'a config file without content',
  'config/documents': 'more than one YAML document in a file',
  'config/tab': 'a tab as indentation',
  'config/syntax': 'the file is not YAML',
  'config/not-a-map': 'a config file that is a list or a single value',
  'config/key': 'a key that is not text',
  'config/duplicate-key': 'a key that stands twice in one map',
  'config/forbidden-key': 'a key that means something to JavaScript itself',
  'config/number': 'a number that is not read as it is written',
  'config/tag': 'a YAML tag',
  'config/alias': 'an alias to no anchor, or to a value that it is part of',
  'config/alias-bomb': 'aliases that would grow to too many values',
  'config/merge-key': 'a merge key `<<` with something other than maps',
  'config/extends-unknown': '`extends` names no environment',
  'config/extends-cycle': 'environments extend one another in a circle',
  'config/extends-chain': 'an extended environment extends another',
  'config/set': 'a `--set` that is not `path=value`, or whose path leads nowhere',
  'config/unknown-key': 'a key that nobody reads',
  'config/missing-key': 'a key without which nothing can be rendered',
  'config/type': 'a value of another type',
  'config/value': 'a value that is not allowed',
  'config/reference': 'a `${…}` reference to nothing',
  'template/file': 'a template or partial is missing',
  'template/unreadable': 'what stands where a template belongs can’t be read',
  'template/link': 'a symbolic link in `templates/`',
  'template/encoding': 'a template with bytes that are not UTF-8',
  'template/bom': 'a template with a byte order mark',
  'template/crlf': 'a template with line ends other than LF',
  'template/syntax': 'a template is not Handlebars, or uses what these templates do without',
  'template/function': 'a function or block that does not exist, or one called wrongly',
  'template/recursion': 'partials that call one another without end',
  'template/value': 'a template reads a value that does not exist, or writes one that is no text',
  'template/output': 'a template writes what is not a map in YAML, or a key twice',
  'contract/unreadable': 'what stands where a service’s contract belongs can’t be read',
  'contract/link': 'a symbolic link on the way to a service’s contract',
  'contract/too-large': 'a contract that is larger or nested deeper than any needs to be',
  'contract/encoding':
    'a contract with bytes that are not UTF-8, a byte order mark or line ends other than LF',
  'contract/syntax': 'a contract is not JSON, or holds a key twice',
  'contract/shape': 'a contract is not what MCP’s `tools/list` may answer',
  'contract/tool-name': 'two tools of a contract have the same name',
  'artefact/stale': 'a rendered file is not what the config renders to',
  'artefact/missing': 'a rendered file is missing',
  'artefact/orphan': 'a file in `rendered/` is rendered from nothing',
  'artefact/cloudformation': 'CloudFormation would refuse the stack',
  'policy/finding':
    'a stack is not what AwsSolutions or NIST 800-53 R5 ask for, and nothing says why',
  'policy/suppression': 'a suppression that is misplaced, misspelt or gives no reason',
  'policy/unused-suppression': 'a suppression of what is no longer found',
  'lint/cfn-lint': 'cfn-lint finds fault with a stack',
  'lint/failed': 'cfn-lint can’t be used',
  'artefact/ecs': 'the AWS SDK’s schema refuses the ECS input',
  'write/symlink': 'a symbolic link stands where rendered files are written',
  'write/not-a-file': 'something stands where a rendered file or its folder belongs',
  'write/foreign': 'the folder given to `--out` holds files that the generator did not write',
  'write/interrupted': 'a run ended while it wrote the rendered files',
  'write/locked': 'another run is writing the rendered files',
  'write/failed': 'a file can’t be read or written',
  'git/missing': 'Git can’t be run',
  'git/repository': 'there is no Git repository to compare with',
  'git/base': 'what to compare with is no commit of this clone',
  'git/unreadable': 'the rendered files of a commit are not what the generator writes',
  'edit/exists': 'a new environment whose folder is there already',
  'edit/no-range': 'no range of addresses is free for a new environment',
  'edit/form': 'a config is written so that a value can’t be set without changing something else',
  'edit/promotion': 'a promotion from an environment that is not the one in `promotesFrom`',
  'edit/target': 'images for, or a promotion or copy of, an environment whose target is not `aws`',
  'reference/stale': 'a file that `schema` writes is not what the generator’s own tables say',
  'deploy/manifest':
    'a rendered file is not what the manifest says, so it is not what was reviewed',
  'deploy/target': 'the command has no meaning for an environment of this target',
  'deploy/confirm': 'a command that changes AWS was not confirmed',
  'deploy/plan': 'a plan can’t be used: no plan, another environment’s, or of other files',
  'deploy/moved': 'what is deployed changed since the plan was made',
  'deploy/credentials': 'AWS does not take the credentials, or there are none',
  'deploy/account': 'the credentials are of another account',
  'deploy/denied': 'a role may not do what a call asks for',
  'deploy/aws': 'AWS refused a call',
  'deploy/network': 'AWS can’t be reached',
  'deploy/prerequisite': 'something that a phase needs is not there',
  'deploy/state-bucket': 'the bucket of locks and records is not there or can’t be used',
  'deploy/locked': 'another run is changing the environment',
  'deploy/lock-lost': 'a run lost its lock, so it stopped',
  'deploy/record': 'a deployment’s record is missing or can’t be read',
  'deploy/stack-state': 'a stack is in a state in which it can’t be changed',
  'deploy/change-set': 'CloudFormation can’t make a change set',
  'deploy/replace': 'a change replaces or removes data, and nobody allowed it by name',
  'deploy/stack-failed': 'a resource failed, and CloudFormation rolled the stack back',
  'deploy/output': 'a stack lacks an output that a file refers to',
  'deploy/seed': 'the catalog is not what the services can read',
  'deploy/service-failed': 'ECS gave up a service’s deployment',
  'deploy/unhealthy': 'a service did not become healthy in time',
  'deploy/wrong-revision': 'a service runs another revision than the one that was deployed',
  'deploy/contract': 'a server’s tools are not those of the committed contract',
  'deploy/rollback': 'what was changed can’t be put back by itself',
  'deploy/production': 'a production environment is not destroyed without `--allow-production`',
  'deploy/interrupted': 'somebody stopped the run',
  'deploy/left': 'something could not be removed',
  'probe/url': 'the address is none that can be asked',
  'probe/dns': 'the host’s name has no address',
  'probe/connect': 'nothing takes connections at the address',
  'probe/tls': 'the certificate is not valid for the host, or no longer',
  'probe/http': 'the server answers with an HTTP error',
  'probe/authorization': 'the server wants a token, or another one',
  'probe/protocol': 'what answers does not speak MCP',
  'probe/contract': 'the tools are not those of the contract',
  'probe/call': 'a tool call failed',
  'local/port': 'a port of this machine is taken',
  'local/file': 'the local runner can’t use a rendered file',
  'local/secret': 'a secret has no value on this machine',
  'local/command': 'a service’s command can’t be started',
  'local/service': 'a service ended',
  'local/health': 'a service did not become healthy',
} as const satisfies Readonly<Record<string, string>>;

/** What a table of rules may call its entries. */
export type RuleCode = `${'rule' | 'ecs' | 'wiring' | 'stack'}/${string}`;

/** Every code that a person can meet. The first part says which kind of input is wrong. */
export type DiagnosticCode = keyof typeof fixedCodes | RuleCode;

/** An entry of a table of rules, as the reference lists it. */
export interface RuleEntry {
  readonly code: RuleCode;
  /** What must hold, in one sentence for the reference. */
  readonly says: string;
  /** A rule is an error unless it says that it warns. */
  readonly severity?: 'warning';
}

/** The rendered line that a finding is about, and what that line was made of. */
export interface RenderedOrigin {
  readonly rendered: Position;
  readonly template?: Position;
  readonly config: readonly Position[];
}

/** One finding, as data. Drawing it is the reporter's work. */
export interface Diagnostic extends Partial<Position> {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
  /** Path of the config value or artefact member, such as `services.web.cpu`. */
  readonly path?: string;
  /** Environments in which it shows, where the place does not say so. */
  readonly environments?: readonly string[];
  readonly origin?: RenderedOrigin;
  /** The line may hold a secret, so nobody may print it. */
  readonly isSecret?: true;
  /** What the line holds, where the text is not on disk or not so. */
  readonly lineText?: string;
  /** Lines that show it, such as the end of a log, fit to be printed. */
  readonly excerpt?: readonly string[];
}

/** 0 done · 1 it failed · 2 the input is wrong · 3 it works and there is a difference. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with diagnostics for the user. Any other error is ours and prints a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;

  constructor(diagnostics: readonly Diagnostic[], exitCode: ExitCode = 2) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('; '));
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

export const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** @throws {Failure} with the errors among the findings; warnings are worth a look once it works */
export function failOnErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) throw new Failure(onceEach(errors));
}

/**
 * Does something for each item, also after one that failed.
 *
 * @throws {Failure} with what was wrong with all of them
 */
export function collectFailures<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Result[] {
  const found: Diagnostic[] = [];
  const results = items.flatMap((item) => {
    try {
      return [work(item)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      found.push(...error.diagnostics);
      return [];
    }
  });
  failOnErrors(found);
  return results;
}

/** A mistake in a shared file shows in every environment that stands on it; it is told once, with all of them. */
export function onceEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const found of diagnostics) {
    const { code, file, line, col, message } = found;
    const key = [code, file, line, col, message].join('|');
    const environments = [
      ...new Set([...(byPlace.get(key)?.environments ?? []), ...(found.environments ?? [])]),
    ];
    byPlace.set(key, { ...found, ...(environments.length > 0 && { environments }) });
  }
  return hideSecretLines([...byPlace.values()]).sort(byPosition);
}

/** What else is wrong on a line that may hold a secret must not show that line either. */
function hideSecretLines(found: readonly Diagnostic[]): Diagnostic[] {
  const lineOf = ({ file, line }: Diagnostic) => `${file}:${line}`;
  const hidden = new Set(found.filter(({ isSecret }) => isSecret).map(lineOf));
  return found.map((one) => (hidden.has(lineOf(one)) ? { ...one, isSecret: true } : one));
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const byPosition = (a: Diagnostic, b: Diagnostic) =>
  compareText(a.file ?? '', b.file ?? '') ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.col ?? 0) - (b.col ?? 0);
