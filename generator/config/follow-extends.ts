import type { Diagnostic, DiagnosticCode } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import type { CheckedLayer, ConfigFiles } from './config-files.ts';
import { configFile } from './find-environments.ts';
import { nodeAt } from './located.ts';

export interface Followed {
  /** The extended environment's own layer. */
  readonly base?: CheckedLayer;
  readonly diagnostics: readonly Diagnostic[];
  /** True when so much is missing without the base that nothing more can be said. */
  readonly isLost: boolean;
}

/** Finds what lies under an environment by `extends`: one level, never in a circle. */
export function followExtends(
  name: string,
  files: ConfigFiles,
  known: ReadonlySet<string>,
): Followed {
  const own = files.get(configFile(name));
  const wasWrong = own?.left.some(([step]) => step === 'extends') ?? false;
  const extended = extendedBy(name, files);
  if (extended === undefined) return { diagnostics: [], isLost: wasWrong };
  if (!known.has(extended)) {
    const message = `\`extends\` names \`${extended}\`, and there is no such environment`;
    const hint = hintFrom(
      extended,
      [...known].filter((other) => other !== name),
    );
    const diagnostics = [tell('config/extends-unknown', name, files, { message, hint })];
    return { diagnostics, isLost: true };
  }
  const base = files.get(configFile(extended));
  const diagnostics = checkChain(name, files, known);
  return { ...(base && { base }), diagnostics, isLost: !base };
}

/** A longer chain is told, and one level of it used, so that what else is wrong can be said. */
function checkChain(name: string, files: ConfigFiles, known: ReadonlySet<string>): Diagnostic[] {
  const chain = [name];
  let next = extendedBy(name, files);
  while (next !== undefined && known.has(next) && !chain.includes(next)) {
    chain.push(next);
    next = extendedBy(next, files);
  }
  if (next !== undefined) chain.push(next);
  if (chain.length <= 2 && next !== name) return [];
  const path = chain.join(' → ');
  if (next === name) {
    const message = `\`extends\` goes in a circle: ${path}`;
    return [
      tell('config/extends-cycle', name, files, {
        message,
        hint: 'take `extends` out of one of them',
      }),
    ];
  }
  const message = `\`extends\` goes over more than one level: ${path}`;
  const hint = `take \`extends\` out of ${configFile(chain[1] ?? name)}, or extend \`${chain[2]}\` here`;
  return [tell('config/extends-chain', name, files, { message, hint })];
}

function extendsNode(name: string, files: ConfigFiles) {
  const own = files.get(configFile(name));
  const node = own && nodeAt(own.usable, ['extends']);
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

function extendedBy(name: string, files: ConfigFiles): string | undefined {
  const node = extendsNode(name, files);
  return node && String(node.value);
}

function tell(
  code: DiagnosticCode,
  name: string,
  files: ConfigFiles,
  said: { readonly message: string; readonly hint: string },
): Diagnostic {
  const place = extendsNode(name, files)?.settings.at(-1);
  return { code, severity: 'error', ...said, ...place, path: 'extends' };
}
