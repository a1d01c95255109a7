import fc, { type Arbitrary } from 'fast-check';
import { parse, stringify } from 'yaml';
import { allowedConfig, rightRepository } from '../support/random-config.ts';
import { type Mutation, mutate, mutation } from './mutate-config.ts';
import { oddValue, yamlPiece } from './odd-values.ts';

/** Config files by path from the root of a repository. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Which file, and at which place in it, counted round. */
const spot = fc.record({ file: fc.nat(100), at: fc.nat(100_000) });

function change(
  files: Files,
  file: number,
  how: (text: string) => string | Uint8Array,
): Map<string, string | Uint8Array> {
  const paths = [...files.keys()].filter((path) => typeof files.get(path) === 'string');
  const path = paths[file % Math.max(paths.length, 1)];
  const changed = new Map(files);
  return path === undefined ? changed : changed.set(path, how(String(files.get(path))));
}

const written = (value: unknown): string => {
  const text = stringify(value, { aliasDuplicateObjects: false });
  return typeof text === 'string' ? text : '';
};

const mutateValues = (files: Files, file: number, mutations: readonly Mutation[]) =>
  change(files, file, (text) => {
    const value = reread(text);
    return value === undefined ? text : written(mutate(value, mutations));
  });

/** Nothing for what an earlier change has made unreadable. */
function reread(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** A repository that is right but for a few values. */
const changedValues: Arbitrary<Files> = fc
  .tuple(
    rightRepository,
    fc.array(fc.tuple(fc.nat(100), fc.array(mutation, { minLength: 1, maxLength: 3 })), {
      maxLength: 2,
    }),
  )
  .map(([files, changes]) =>
    changes.reduce<Files>((current, [file, some]) => mutateValues(current, file, some), files),
  );

/** A file in which every value is allowed, beside right ones. */
const allowedValues: Arbitrary<Files> = fc
  .tuple(rightRepository, fc.nat(100), allowedConfig)
  .map(([files, file, config]) => change(files, file, () => written(config)));

const noise: Arbitrary<(text: string, at: number) => string | Uint8Array> = fc.oneof(
  yamlPiece.map((piece) => (text: string, at: number) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place);
  }),
  yamlPiece.map((piece) => (text: string, at: number) => {
    const lines = text.split('\n');
    return lines.toSpliced(at % lines.length, 0, piece).join('\n');
  }),
  fc.constant((text: string, at: number) => text.slice(0, at % (text.length + 1))),
  fc.constant((text: string, at: number) => {
    const lines = text.split('\n');
    return lines.toSpliced(at % lines.length, 1, ` ${lines[at % lines.length]}`).join('\n');
  }),
  fc.constantFrom(
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => `\ufeff${text}`,
    (text: string) => Buffer.from(text, 'utf16le'),
    () => '',
    () => '# nothing\n',
  ),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => (text: string, at: number) => {
    const place = at % (text.length + 1);
    return Buffer.concat([
      Buffer.from(text.slice(0, place)),
      bytes,
      Buffer.from(text.slice(place)),
    ]);
  }),
);

/** A repository that is right but for its YAML. */
const brokenText: Arbitrary<Files> = fc
  .tuple(rightRepository, fc.array(fc.tuple(spot, noise), { minLength: 1, maxLength: 2 }))
  .map(([files, changes]) =>
    changes.reduce<Files>(
      (current, [{ file, at }, disturb]) => change(current, file, (text) => disturb(text, at)),
      files,
    ),
  );

/** Environments that stand on one another in odd ways, and folders with odd names. */
const oddLayout: Arbitrary<Files> = fc
  .tuple(
    rightRepository,
    fc.constantFrom('registry', 'e0001', 'e0002', 'Odd Name', 'é', '-', '.hidden', 'a'.repeat(40)),
    fc.constantFrom<unknown>('registry', 'e0001', 'e0002', 'gone', '../e0001', '', 7, null, [
      'e0001',
    ]),
    fc.boolean(),
  )
  .map(([files, name, base, keepsDefaults]) => {
    const changed = new Map(files);
    const path = `environments/${name}/config.yaml`;
    const own = files.get(path) ?? files.get('environments/e0001/config.yaml') ?? '';
    changed.set(path, written({ ...parse(own), extends: base }));
    if (!keepsDefaults) changed.delete('environments/defaults.yaml');
    return changed;
  });

/** Files that hold anything at all. */
const anything: Arbitrary<Files> = fc
  .tuple(
    fc.oneof(oddValue.map(written), fc.string({ unit: 'binary', maxLength: 200 })),
    fc.oneof(oddValue.map(written), fc.string({ unit: 'grapheme', maxLength: 200 })),
  )
  .map(
    ([defaults, config]) =>
      new Map([
        ['environments/defaults.yaml', defaults],
        ['environments/one/config.yaml', config],
      ]),
  );

export const fuzzCase: Arbitrary<Files> = fc.oneof(
  { weight: 55, arbitrary: changedValues },
  { weight: 10, arbitrary: allowedValues },
  { weight: 25, arbitrary: brokenText },
  { weight: 6, arbitrary: oddLayout },
  { weight: 4, arbitrary: anything },
);

/** The files that a seed makes: the first that the property of such a seed is given. */
export function filesOf(seed: number): Files {
  let files: Files = new Map();
  const property = fc.property(fuzzCase, (generated) => {
    files = generated;
  });
  fc.check(property, { seed, numRuns: 1 });
  return files;
}
