import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { parse, parseDocument } from 'yaml';
import { runMain } from '../support/run-main.ts';
import { type Scratch, scratchRepository } from '../support/scratch.ts';
import { type Image, imageOf, pushImage } from './images.ts';
import type { Emulator } from './start-emulator.ts';

/** A copy of the repository whose services can be given images, so that they can be deployed. */
export interface ScratchEnvironment extends Scratch {
  /** Sets a value in the environment's config. */
  readonly set: (path: readonly string[], value: unknown) => void;
  /** Takes a key out of it. */
  readonly unset: (path: readonly string[]) => void;
  /** Gives a service another image, pushes it, and gives its digest. */
  readonly release: (service: string, version: string) => Promise<string>;
  /** Does so for every service, and renders. */
  readonly releaseAll: (version: string) => Promise<void>;
  /** Renders environments; without a name, the one that this is about. */
  readonly render: (...environments: string[]) => Promise<void>;
}

/** Services of the sample repository. */
export function serviceNames(root: string): string[] {
  const defaults = parse(readFileSync(join(root, 'environments/defaults.yaml'), 'utf8'));
  return Object.keys(defaults.services);
}

/** Copies the repository; nothing is rendered or pushed yet. */
export function scratchEnvironment(
  t: Pick<TestContext, 'after'>,
  emulator: Pick<Emulator, 'moto' | 'place'>,
  environment = 'dev',
): ScratchEnvironment {
  const scratch = scratchRepository(t);
  const config = `environments/${environment}/config.yaml`;
  const { project } = parse(scratch.read('environments/defaults.yaml'));
  const set = (path: readonly string[], value: unknown) => {
    const document = parseDocument(scratch.read(config));
    document.setIn(path, value);
    scratch.write(config, String(document));
  };
  const unset = (path: readonly string[]) => {
    const document = parseDocument(scratch.read(config));
    document.deleteIn(path);
    scratch.write(config, String(document));
  };
  const release = async (service: string, version: string) => {
    const image: Image = imageOf(service, version);
    await pushImage(emulator, `${project}/${service}`, image);
    set(['services', service, 'image', 'digest'], image.digest);
    return image.digest;
  };
  const render = async (...environments: string[]) => {
    const named = environments.length > 0 ? environments : [environment];
    const { code, stderr } = await runMain(scratch.root, 'render', ...named);
    if (code !== 0) throw new Error(`${named} does not render:\n${stderr}`);
  };
  const releaseAll = async (version: string) => {
    for (const service of serviceNames(scratch.root)) await release(service, version);
    await render();
  };
  return { ...scratch, set, unset, release, releaseAll, render };
}
