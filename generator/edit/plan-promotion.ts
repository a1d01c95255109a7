import { renderChecked } from '../bundle/render-checked.ts';
import { readConfigText } from '../config/config-files.ts';
import { configFile } from '../config/find-environments.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { positionAt } from '../config/located.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';
import type { EditPlan } from './edit-plan.ts';
import { type Promoted, promoteValues } from './promote-values.ts';
import { renderDrafts } from './render-drafts.ts';
import { type Side, sideOf } from './side-of.ts';

export interface PromotionPlan extends EditPlan, Pick<Promoted, 'skipped'> {}

/**
 * What a promotion changes: the config of one environment, and what that renders to. Writes nothing.
 *
 * @throws {Failure} where images are not promoted this way, or the result breaks a check
 */
export function planPromotion(root: string, from: string, to: string): PromotionPlan {
  if (from === to) throw new Failure([toItself(to)]);
  const { loaded, diagnostics } = loadConfigs(root, [from, to]);
  failOnErrors(diagnostics);
  const [source, target] = loaded;
  if (!source || !target) throw new Error(`${from} or ${to} is not loaded`);
  const sides = checkWay(source, target);
  const file = configFile(to);
  const text = readConfigText(root, to);
  const { text: edited, ...promoted } = promoteValues(sides.from, sides.to, file, text);
  const [before] = renderChecked(root, [to]).bundles;
  const { bundles, warnings } = renderDrafts(root, new Map([[to, edited]]));
  const [after] = bundles;
  if (!before || !after) throw new Error(`${to} is not rendered`);
  return { edit: { file, before: text, text: edited }, ...promoted, before, after, warnings };
}

/** @throws {Failure} unless images come to the second environment from the first */
function checkWay(source: LoadedConfig, target: LoadedConfig): { from: Side; to: Side } {
  const from = sideOf(source);
  const to = sideOf(target);
  if (target.config.target === 'aws' && target.config.promotesFrom !== source.name) {
    throw new Failure([otherWay(source, target, target.config.promotesFrom)]);
  }
  return { from, to };
}

function otherWay(
  { name: from }: LoadedConfig,
  { name: to, layered }: LoadedConfig,
  right: string | undefined,
): Diagnostic {
  return {
    code: 'edit/promotion',
    severity: 'error',
    message: right
      ? `\`${to}\` is promoted from \`${right}\`, not from \`${from}\``
      : `\`${to}\` is promoted from no environment`,
    hint: right
      ? `run \`npx tsx generator promote ${right} ${to}\``
      : `write \`promotesFrom: ${from}\` into ${configFile(to)} if its images shall come from there`,
    ...positionAt(layered, ['promotesFrom']),
    path: 'promotesFrom',
  };
}

const toItself = (name: string): Diagnostic => ({
  code: 'usage',
  severity: 'error',
  message: `\`${name}\` can't be promoted to itself`,
  hint: 'name the environment that the images come from, then the one that they go to',
});
