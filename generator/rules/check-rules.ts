import type { LoadedConfig } from '../config/loaded-config.ts';
import { dotted, keyPositionAt, positionAt } from '../config/located.ts';
import type { Diagnostic, Position } from '../diagnostics.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

/**
 * Holds one environment against every rule.
 *
 * @param all every environment that has the right shape, for rules that compare. Give the same
 *   array for each environment: what is computed from it is kept with it
 */
export function checkRules(loaded: LoadedConfig, all: readonly LoadedConfig[]): Diagnostic[] {
  const { name, config } = loaded;
  return rules
    .filter(({ targets }) => !targets || targets.includes(config.target))
    .flatMap((rule) => tellTogether(rule.check({ name, config, all }), rule, loaded));
}

/** What one line says to several services is told once, with the paths of all. */
function tellTogether(
  findings: readonly Finding[],
  rule: Rule,
  { name, layered }: LoadedConfig,
): Diagnostic[] {
  const placed = findings.map((finding) => {
    const placeOf = finding.at === 'key' ? keyPositionAt : positionAt;
    return { finding, position: placeOf(layered, finding.path) };
  });
  const groups = Map.groupBy(placed, ({ finding: { message, hint }, position }) =>
    [position?.file, position?.line, position?.col, message, hint].join('|'),
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    const paths = same.map(({ finding }) => dotted(finding.path));
    return first ? [diagnose(rule, first.finding, first.position, paths, name)] : [];
  });
}

function diagnose(
  { code, severity }: Rule,
  { message, hint, isSecret }: Finding,
  position: Position | undefined,
  paths: readonly string[],
  environment: string,
): Diagnostic {
  const [path] = paths;
  return {
    code,
    severity: severity ?? 'error',
    message: path ? `${paths.join(', ')}: ${message}` : message,
    ...(hint && { hint }),
    ...position,
    ...(path && { path }),
    ...(isSecret && { isSecret }),
    environments: [environment],
  };
}
