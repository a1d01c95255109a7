import { dirname } from 'node:path/posix';
import { readConfigText } from '../config/config-files.ts';
import { configFile, isTaken, refuseName } from '../config/find-environments.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { positionAt } from '../config/located.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { checkRules } from '../rules/check-rules.ts';
import { addToList } from './add-to-list.ts';
import type { ConfigEdit, EditedEnvironment } from './config-edit.ts';
import { type DerivedValue, deriveValues, type EnvironmentValues } from './derive-values.ts';
import { renderDrafts } from './render-drafts.ts';
import { setValue } from './set-value.ts';

export interface EnvironmentPlan {
  /** The new one first, then the account whose roles it is deployed with. */
  readonly edited: readonly EditedEnvironment[];
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
  const edits = [{ name, text }, ...nameInAccount(root, name, accountFor(all, from, given))];
  const drafts = new Map(edits.map((one) => [one.name, one.text]));
  const { bundles, warnings } = renderDrafts(root, drafts);
  failOnErrors(newlyBroken(all, loadConfigs(root, [], [], drafts).all));
  return { edited: edits.map((one) => editedOf(one, bundles)), values, warnings };
}

interface Edit extends Omit<ConfigEdit, 'file'> {
  readonly name: string;
}

function editedOf({ name, ...edit }: Edit, bundles: readonly Bundle[]): EditedEnvironment {
  const bundle = bundles.find(({ environment }) => environment === name);
  if (!bundle) throw new Error(`${name} is not rendered`);
  return { edit: { file: configFile(name), ...edit }, bundle };
}

/** The environment that stands once in the account and Region of the new one, if there is one. */
function accountFor(
  all: readonly LoadedConfig[],
  from: string,
  given: EnvironmentValues,
): string | undefined {
  const model = all.find(({ name }) => name === from)?.config;
  if (model?.target !== 'aws') return undefined;
  const { account, region } = { ...model, ...given };
  const found = all.find(
    ({ config }) =>
      config.target === 'account' && config.account === account && config.region === region,
  );
  return found?.name;
}

/** Roles are made for the environments that an account names. Without an account a rule says what is missing. */
function nameInAccount(root: string, name: string, account: string | undefined): Edit[] {
  if (account === undefined) return [];
  const before = readConfigText(root, account);
  const text = addToList(configFile(account), before, ['environments'], name);
  return [{ name: account, before, text }];
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
