import { isMap } from '../../render/plain-values.ts';
import type { Layer, ProbeReport } from './layers.ts';

/** A copy without the token: a server may repeat what it was sent, and reports end up in logs. */
export function hideToken(report: ProbeReport, token: string | undefined): ProbeReport {
  if (!token) return report;
  const hide = <Value>(value: Value) => replaceTexts(value, token) as Value;
  const layers = report.layers.map((layer): Layer => {
    const { says, facts, finding } = layer;
    const shown = finding && { ...finding, message: hide(finding.message) };
    return { ...layer, says: hide(says), facts: hide(facts), ...(shown && { finding: shown }) };
  });
  return { ...report, url: hide(report.url), layers };
}

function replaceTexts(value: unknown, token: string): unknown {
  if (typeof value === 'string') return value.replaceAll(token, '[token]');
  if (Array.isArray(value)) return value.map((one) => replaceTexts(one, token));
  if (!isMap(value)) return value;
  // A server names the properties of its schemas too.
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(token, '[token]'),
      replaceTexts(inner, token),
    ]),
  );
}
