import type { Task } from '@aws-sdk/client-ecs';
import type { Release } from '../../generator/deploy/release/release.ts';
import type { ScriptedAws } from './scripted-aws.ts';
import { plainImage } from './services/ecr.ts';
import type { RunOutcome } from './services/ecs/state.ts';
import { makeBucket } from './services/s3/state.ts';

/** Puts into an account what a release needs before its first apply: state bucket and images. */
export function readyAccount({ state }: ScriptedAws, release: Release): void {
  const { stateBucket = '' } = release.manifest;
  if (!state.s3.buckets.has(stateBucket)) state.s3.buckets.set(stateBucket, makeBucket());
  addImages(state.ecr.repositories, release);
  state.ecs.runOutcome = (task) => answerProbe(task, release);
}

/** Puts the images of a release into the registry. */
export function addImages(
  repositories: ScriptedAws['state']['ecr']['repositories'],
  { wiring }: Release,
): void {
  for (const { image = '' } of wiring.services.flatMap(({ containers }) => containers)) {
    const [, repository, digest] = /\.amazonaws\.com\/([^@]+)@(sha256:.+)$/.exec(image) ?? [];
    if (!repository || !digest) continue;
    const images = repositories.get(repository) ?? new Map();
    repositories.set(repository, images.set(digest, plainImage()));
  }
}

/** What the one-off task of a probe writes where every task serves the committed contract. */
export function answerProbe(task: Task, release: Release, tools = toolsOf(release)): RunOutcome {
  const [override] = task.overrides?.containerOverrides ?? [];
  const { targets } = JSON.parse(override?.command?.at(-1) ?? '{"targets":[]}');
  const answers = targets.map((at: string) => ({ at, list: 0 }));
  return { exitCode: 0, lines: [`mcp-probe 1/1 ${JSON.stringify({ answers, lists: [tools] })}`] };
}

/** The tools of the first contract of a release. */
export function toolsOf({ texts }: Release): readonly unknown[] {
  const path = [...texts.keys()].find((one) => one.startsWith('contracts/'));
  return path ? JSON.parse(texts.get(path) ?? '').tools : [];
}
