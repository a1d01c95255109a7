import type { LoadedConfig } from '../config/loaded-config.ts';
import { dotted, keyPositionAt, positionAt } from '../config/located.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

/**
 * Holds one environment against every rule.
 *
 * @param all every environment that has the right shape, for rules that compare
 */
export function checkRules(loaded: LoadedConfig, all: readonly LoadedConfig[]): Diagnostic[] {
  const { name, config } = loaded;
  const subject = { name, config, others: all.filter((other) => other.name !== name) };
  return rules
    .filter(({ targets }) => !targets || targets.includes(config.target))
    .flatMap((rule) => rule.check(subject).map((finding) => diagnose(rule, finding, loaded)));
}

function diagnose(rule: Rule, finding: Finding, loaded: LoadedConfig): Diagnostic {
  const { code, severity } = rule;
  const { path, message, hint, at, isSecret } = finding;
  const placeOf = at === 'key' ? keyPositionAt : positionAt;
  return {
    code,
    severity: severity ?? 'error',
    message: path.length > 0 ? `${dotted(path)}: ${message}` : message,
    ...(hint && { hint }),
    ...placeOf(loaded.layered, path),
    ...(path.length > 0 && { path: dotted(path) }),
    ...(isSecret && { isSecret }),
    environments: [loaded.name],
  };
}
