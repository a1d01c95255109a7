import { isMap } from '../../../../generator/render/plain-values.ts';
import type { Template } from './state.ts';

/** Logical ids so that each comes after what it refers to. */
export function inOrder({ Resources }: Template): string[] {
  const done = new Set<string>();
  const visit = (logicalId: string) => {
    const resource = Resources[logicalId];
    if (!resource || done.has(logicalId)) return;
    const { DependsOn = [], Properties } = resource;
    done.add(logicalId);
    const before = [...[DependsOn].flat(), ...referredTo(Properties)];
    for (const other of before) visit(other);
    placed.push(logicalId);
  };
  const placed: string[] = [];
  for (const logicalId of Object.keys(Resources)) visit(logicalId);
  return placed;
}

function referredTo(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referredTo);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String([inner].flat()[0]).split('.')[0] ?? ''];
    if (key !== 'Fn::Sub') return referredTo(inner);
    const text = Array.isArray(inner) ? inner[0] : inner;
    const names = [...String(text).matchAll(/\$\{([^!}.]+)/g)].map(([, name = '']) => name);
    return [...names, ...referredTo(inner)];
  });
}
