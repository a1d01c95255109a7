import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '../../../config/located.ts';
import { childrenOf } from '../../../render/canonical-json.ts';
import type { Template } from '../template.ts';
import type { Libraries } from './load-libraries.ts';
import type { BundledFinding } from './slow-findings.ts';

type Violation = ReturnType<Libraries['checker']['validate']>['violations'][number];
type Place = Violation['violatingResources'][number];

/**
 * Holds templates against the rules that come with the AWS CDK, which know CloudFormation's own
 * schemas. They look at the templates themselves, so one run tells everything. All templates go in
 * together, since rules are compiled again for every resource type that they have not met.
 */
export function runBundledRules(
  { core, checker }: Libraries,
  templates: readonly Template[],
  folder: string,
): BundledFinding[][] {
  const appConstruct = new core.App({ outdir: join(folder, 'app') });
  const templatePaths = templates.map(({ fields }, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(fields));
    return file;
  });
  const stack = { stackConstructPath: 'stack', accountId: undefined, region: undefined };
  const stackTemplates = templatePaths.map((templatePath) => ({ ...stack, templatePath }));
  const { violations } = checker.validate({ templatePaths, stackTemplates, appConstruct });
  return templates.map(({ fields }, index) =>
    violations.flatMap((violation) =>
      violation.violatingResources
        .filter(({ templatePath }) => templatePath === templatePaths[index])
        .map((place) => read(violation, place, fields)),
    ),
  );
}

function read(violation: Violation, place: Place, value: unknown): BundledFinding {
  const { ruleName, description, severity, fix } = violation;
  const [location = ''] = place.locations;
  const shown = `${location.replace(/^Properties\./, '')}: `;
  return {
    rule: ruleName,
    severity: severity === 'warning' ? 'warning' : 'error',
    path: [...pathOf(location, place.resourceLogicalId, value)],
    message: description.startsWith(shown) ? description.slice(shown.length) : description,
    ...(fix && { hint: fix }),
  };
}

/** `Properties.A.0` of a resource, or `Outputs/Name/Value.Ref` of the whole template. */
function pathOf(location: string, resource: string | undefined, value: unknown): Path {
  const isOfResource = resource !== undefined && !/^(Resources|Outputs)\//.test(location);
  const steps = location.split(/[/.]/).filter((step) => step !== '');
  const path = follow(value, isOfResource ? ['Resources', resource, ...steps] : steps);
  // An output's finding names the output as if it were a resource.
  const [, name = ''] = path;
  return isOfResource && !hasKey(value, 'Resources', resource) && hasKey(value, 'Outputs', resource)
    ? ['Outputs', name, ...path.slice(2)]
    : path;
}

function hasKey(value: unknown, section: string, name: string): boolean {
  const [, entries] = childrenOf(value).find(([key]) => key === section) ?? [];
  return childrenOf(entries).some(([key]) => key === name);
}

/** Keys may hold dots themselves, so as many steps are taken together as a key needs. */
function follow(value: unknown, steps: readonly string[]): Path {
  if (steps.length === 0) return [];
  const children = childrenOf(value);
  for (let count = 1; count <= steps.length; count++) {
    const joined = steps.slice(0, count).join('.');
    const child = children.find(([key]) => String(key) === joined);
    if (child) return [child[0], ...follow(child[1], steps.slice(count))];
  }
  return steps;
}
