import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRepository } from '../bundle/render-repository.ts';
import { loadConfigs } from '../config/load-config.ts';
import { type Diagnostic, type ExitCode, Failure, failOnErrors } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import { type Artefact, type Bundle, fileOf, renderedFolder } from '../render/artefact.ts';
import { drawLineExplanation } from '../render/trace-draw.ts';
import { explainLine } from '../render/trace-explanation.ts';
import { type Output, printResult } from '../report/output.ts';

/**
 * `explain FILE:LINE`: the template line and the config lines behind a line of a rendered file.
 *
 * @throws {Failure} where that line is not there, or is not what the config renders to
 */
export function runExplain(root: string, place: string | undefined, output: Output): ExitCode {
  const { environment, file, line } = parsePlace(root, place);
  const { loaded, diagnostics } = loadConfigs(root, [environment]);
  failOnErrors(diagnostics);
  const rendering = renderRepository(root, [environment]);
  failOnErrors(rendering.diagnostics);
  const readLines = (path: string) => linesOf(root, path) ?? [];
  for (const [index, { artefacts }] of rendering.bundles.entries()) {
    const artefact = findArtefact(root, artefacts, file);
    checkLine(root, artefact, line);
    const config = loaded[index];
    if (!config) continue;
    const value = explainLine(artefact, line, artefacts, config, readLines);
    printResult(output, root, { schema: 'explain/v1', value, text: drawLineExplanation(value) });
  }
  return 0;
}

interface Place {
  readonly environment: string;
  /** Path from the repository's root. */
  readonly file: string;
  readonly line: number;
}

/** The folder may stand in front of `environments/`, as editors and shells write it. */
const RENDERED = /(?:^|\/)(environments\/([^/]+)\/rendered\/.+)$/;

function parsePlace(root: string, place: string | undefined): Place {
  const example = 'such as `explain environments/dev/rendered/manifest.json:1`';
  if (place === undefined) throw usage('`explain` takes a place', `write FILE:LINE, ${example}`);
  const [, path = '', written] = /^(.*?)(?::(\d+))?(?::\d+)?:?$/.exec(place) ?? [];
  const file = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const [, rendered, environment] = RENDERED.exec(file) ?? [];
  if (!rendered || !environment) {
    const files = globSync('environments/*/rendered/**/*.*', { cwd: root }).sort();
    const near = nearest(
      file,
      files.map((one) => one.replaceAll('\\', '/')),
    );
    const hint = near ? `did you mean \`${near}\`?` : `write FILE:LINE, ${example}`;
    throw usage(`${file || 'this'} is not a rendered file`, hint);
  }
  const line = Number(written);
  if (line >= 1) return { environment, file: rendered, line };
  const hint = `write \`${rendered}:1\`; lines count from 1`;
  throw usage(written === undefined ? 'a line is missing' : `there is no line ${written}`, hint);
}

function findArtefact(root: string, artefacts: Bundle['artefacts'], file: string): Artefact {
  const found = artefacts.find((artefact) => fileOf(artefact) === file);
  if (found) return found;
  const isThere = linesOf(root, file) !== undefined;
  const near = nearest(file, artefacts.map(fileOf));
  const folder = renderedFolder(artefacts[0]?.environment ?? '');
  throw usage(
    isThere ? `${file} is rendered from nothing` : `${file} is not a rendered file`,
    near ? `did you mean \`${near}\`?` : `${folder}/manifest.json lists them`,
  );
}

/** What is explained is what stands on disk, so that has to be what the config renders to. */
function checkLine(root: string, artefact: Artefact, line: number): void {
  const file = fileOf(artefact);
  const onDisk = linesOf(root, file);
  const rendered = splitLines(artefact.text);
  const hint = `run \`npx tsx generator render ${artefact.environment}\` first`;
  if (!onDisk) {
    const message = `${file} is missing`;
    throw failure({ code: 'artefact/missing', message, hint, file });
  }
  if (line > onDisk.length && line > rendered.length) {
    throw usage(`${file} has ${rendered.length} lines`, `there is no line ${line}`);
  }
  if (onDisk[line - 1] === rendered[line - 1]) return;
  const message = `line ${line} is not what the config renders to`;
  throw failure({ code: 'artefact/stale', message, hint, file, line, col: 1 });
}

function linesOf(root: string, file: string): string[] | undefined {
  try {
    return splitLines(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

const splitLines = (text: string): string[] => text.replace(/\n$/, '').split('\n');

const usage = (message: string, hint: string) => failure({ code: 'usage', message, hint });

function failure(found: Omit<Diagnostic, 'severity'>): Failure {
  return new Failure([{ severity: 'error', ...found }]);
}
