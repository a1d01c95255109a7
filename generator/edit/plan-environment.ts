import { dirname } from 'node:path/posix';
import { readConfigText } from '../config/config-files.ts';
import { configFile, isTaken, refuseName } from '../config/find-environments.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { positionAt } from '../config/located.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';
import { checkRules } from '../rules/check-rules.ts';
import type { EditedEnvironment } from './config-edit.ts';
import { type DerivedValue, deriveValues, type EnvironmentValues } from './derive-values.ts';
import { renderDraft } from './render-draft.ts';
import { setValue } from './set-value.ts';

export interface EnvironmentPlan {
  readonly edited: EditedEnvironment;
  readonly values: readonly DerivedValue[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * A new environment: the config text of another, comments and image digests with it, so that it can
 * run what the other runs. What must differ is given or derived. Writes nothing.
 *
 * @throws {Failure} where there is one, none can be called so, no range is free, or a check breaks,
 *   be it in another environment
 */
export function planEnvironment(
  root: string,
  name: string,
  from: string,
  given: EnvironmentValues,
): EnvironmentPlan {
  const unfit = refuseName(name);
  if (unfit) throw new Failure([unfit]);
  failOnErrors(loadConfigs(root, [from]).diagnostics);
  refuseExisting(root, name);
  // A range is free only if that of every environment can be read.
  const { all, diagnostics } = loadConfigs(root, []);
  failOnErrors(diagnostics);
  const values = valuesFrom(all, from, given);
  const text = values.reduce(
    (written, { path, value }) => setValue(configFile(from), written, path, value),
    readConfigText(root, from),
  );
  const { bundles, warnings } = renderDraft(root, name, text);
  failOnErrors(newlyBroken(all, loadConfigs(root, [], [], new Map([[name, text]])).all));
  const [bundle] = bundles;
  if (!bundle) throw new Error(`${name} is not rendered`);
  return { edited: { edit: { file: configFile(name), text }, bundle }, values, warnings };
}

function valuesFrom(
  all: readonly LoadedConfig[],
  from: string,
  given: EnvironmentValues,
): DerivedValue[] {
  const model = all.find(({ name }) => name === from);
  if (!model) throw new Error(`${from} is not loaded`);
  const { config } = model;
  if (config.target !== 'aws') throw new Failure([otherTarget(model)]);
  const ranges = all.flatMap((one) =>
    one.config.target === 'aws' ? [one.config.network.cidr] : [],
  );
  const values = deriveValues({ name: from, config }, given, ranges);
  if (values.some(({ path }) => path.includes('cidr'))) return values;
  throw new Failure([noRange(model, config.network.cidr)]);
}

/** Some rules tell two environments' quarrel only of the later name, which need not be the new one. */
function newlyBroken(
  before: readonly LoadedConfig[],
  after: readonly LoadedConfig[],
): Diagnostic[] {
  const check = (all: readonly LoadedConfig[]) => all.flatMap((one) => checkRules(one, all));
  const keyOf = ({ code, file, message }: Diagnostic) => [code, file, message].join('|');
  const known = new Set(check(before).map(keyOf));
  return check(after).filter((found) => !known.has(keyOf(found)));
}

function refuseExisting(root: string, name: string): void {
  const file = configFile(name);
  if (!isTaken(root, name)) return;
  const hint = 'choose another name, or remove that folder if the environment is gone';
  const message = `${dirname(file)} is there already`;
  throw new Failure([{ code: 'edit/exists', severity: 'error', message, hint, file }]);
}

const otherTarget = ({ name, config, layered }: LoadedConfig): Diagnostic => ({
  code: 'edit/target',
  severity: 'error',
  message: `\`${name}\` has the target \`${config.target}\`, and a new environment is one for \`aws\``,
  hint: 'copy an environment with `target: aws`',
  ...positionAt(layered, ['target']),
  path: 'target',
});

const noRange = ({ name, layered }: LoadedConfig, cidr: string): Diagnostic => ({
  code: 'edit/no-range',
  severity: 'error',
  message: `no range as large as that of \`${name}\`, ${cidr}, is free in its private range`,
  hint: 'give a smaller or another one with `--cidr`',
  ...positionAt(layered, ['network', 'cidr']),
  path: 'network.cidr',
});
