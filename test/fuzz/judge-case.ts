import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { renderChecked } from '../../generator/bundle/render-checked.ts';
import { main } from '../../generator/cli.ts';
import { type Diagnostic, Failure } from '../../generator/diagnostics.ts';
import { drawAnnotations } from '../../generator/report/annotations.ts';
import { drawDiagnostics } from '../../generator/report/draw-diagnostics.ts';
import { repository } from '../support/scratch.ts';
import type { Files } from './fuzz-case.ts';

/** What became of a case. Only `broken` says something about us. */
export interface Verdict {
  readonly outcome: 'rendered' | 'refused' | 'broken';
  /** Codes of what was found, each once. */
  readonly codes: readonly string[];
  readonly seconds: number;
  /** Why it is broken. */
  readonly reason?: string;
}

/** A case may take this long, and no longer. */
export const MOST_SECONDS = 1;

/** They are about a file or folder as a whole, or about what is not there. */
const WITHOUT_PLACE = new Set([
  'usage',
  'config/file',
  'config/unreadable',
  'config/link',
  'config/too-large',
  'config/environment-name',
]);

/** A folder outside of the repository in which cases are tried, one after the other. */
export class TrialFolder {
  readonly root: string;
  #written: Files = new Map();
  readonly #shown = new Map<string, readonly string[]>();

  constructor(parent: string) {
    this.root = mkdtempSync(join(parent, 'trial-'));
    for (const shared of ['templates', 'sample-data', 'docs', 'package.json']) {
      cpSync(join(repository, shared), join(this.root, shared), { recursive: true });
    }
  }

  /** Renders the files as `render` does before it writes, and looks at what comes of it. */
  judge(files: Files): Verdict {
    const first = this.#tryOnce(files);
    // Another process may have held the machine up.
    const again = first.seconds > MOST_SECONDS ? this.#tryOnce(files) : first;
    const seconds = Math.min(first.seconds, again.seconds);
    if (first.outcome === 'broken' || seconds <= MOST_SECONDS) return { ...first, seconds };
    return { ...first, seconds, outcome: 'broken', reason: `it took ${seconds.toFixed(1)} s` };
  }

  /** Writes what the files render to and holds it against every check there is. */
  async validate(files: Files): Promise<string | undefined> {
    this.#write(files);
    const said: string[] = [];
    const say = (text: string) => said.push(text);
    for (const args of [['render'], ['schema'], ['validate', '--no-cache', '--no-cfn-lint']]) {
      const exit = await main(args, this.root, { stdout: () => {}, stderr: say });
      if (exit !== 0) return `${args.join(' ')} ended with ${exit}:\n${said.join('\n')}`;
    }
    return undefined;
  }

  /** Brings the folder to the files of a case; most are those of the case before. */
  #write(files: Files): void {
    for (const path of this.#written.keys()) {
      if (!files.has(path))
        rmSync(join(this.root, dirname(path)), { recursive: true, force: true });
    }
    for (const [path, content] of files) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), content);
    }
    this.#written = files;
    this.#shown.clear();
  }

  #tryOnce(files: Files): Verdict {
    this.#write(files);
    const began = performance.now();
    const found = this.#render();
    const seconds = (performance.now() - began) / 1000;
    if ('crash' in found) {
      return { outcome: 'broken', codes: [], seconds, reason: found.crash };
    }
    const codes = [...new Set(found.diagnostics.map(({ code }) => code))];
    const wrong = found.diagnostics.flatMap((one) => this.#faultOf(one) ?? []);
    if (found.outcome === 'refused' && codes.length === 0) wrong.push('refused without a word');
    if (wrong.length === 0) return { outcome: found.outcome, codes, seconds };
    return { outcome: 'broken', codes, seconds, reason: wrong.join('\n') };
  }

  #render():
    | { outcome: 'rendered' | 'refused'; diagnostics: readonly Diagnostic[] }
    | { crash: string } {
    try {
      return this.#renderOrRefuse();
    } catch (error) {
      return { crash: (error instanceof Error && error.stack) || String(error) };
    }
  }

  #renderOrRefuse(): { outcome: 'rendered' | 'refused'; diagnostics: readonly Diagnostic[] } {
    try {
      return { outcome: 'rendered', diagnostics: renderChecked(this.root, []).warnings };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      drawAnnotations(error.diagnostics);
      drawDiagnostics(error.diagnostics, (file) => this.#lines(file), false);
      return { outcome: 'refused', diagnostics: error.diagnostics };
    }
  }

  #lines(file: string): readonly string[] | undefined {
    const path = join(this.root, file);
    if (!this.#shown.has(file) && existsSync(path)) {
      this.#shown.set(file, readFileSync(path, 'utf8').split(/\r?\n/));
    }
    return this.#shown.get(file);
  }

  /** What a person would miss in a diagnostic. */
  #faultOf({ code, message, file, line, col }: Diagnostic): string | undefined {
    if (!code || message.trim() === '') return `a diagnostic without code or message: ${code}`;
    if (file === undefined || line === undefined || col === undefined) {
      return WITHOUT_PLACE.has(code) ? undefined : `${code} has no place: ${message}`;
    }
    const shown = this.#lines(file)?.[line - 1];
    const isThere = shown !== undefined && col >= 1 && col <= shown.length + 1;
    return isThere ? undefined : `${code} is at ${file}:${line}:${col}, which does not exist`;
  }
}
