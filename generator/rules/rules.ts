import { accountRules } from './accounts.ts';
import { exposureRules } from './exposure.ts';
import { graphRules } from './graph.ts';
import { nameRules } from './names.ts';
import { networkRules } from './network.ts';
import { permissionRules } from './permissions.ts';
import { productionRules } from './production.ts';
import { promotionRules } from './promotion.ts';
import { regionRules } from './regions.ts';
import type { Rule } from './rule.ts';
import { scalingRules } from './scaling.ts';
import { secretRules } from './secrets.ts';
import { taskRules } from './tasks.ts';
import { variableRules } from './variables.ts';

/** Every rule across keys, by theme. One is added as an entry of the list that it belongs to, nowhere else. */
export const ruleThemes: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  { title: 'Accounts and Regions', rules: [...regionRules, ...accountRules] },
  { title: 'Names', rules: nameRules },
  { title: 'Network', rules: networkRules },
  { title: 'Tasks', rules: taskRules },
  { title: 'Number of tasks', rules: scalingRules },
  { title: 'Exposure', rules: exposureRules },
  { title: 'Connections', rules: graphRules },
  { title: 'Variables', rules: variableRules },
  { title: 'Secrets', rules: secretRules },
  { title: 'Permissions', rules: permissionRules },
  { title: 'Production', rules: productionRules },
  { title: 'Promotion', rules: promotionRules },
];

export const rules: readonly Rule[] = ruleThemes.flatMap((theme) => theme.rules);
