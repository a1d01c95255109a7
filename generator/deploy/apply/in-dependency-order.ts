import { type Diagnostic, Failure, onceEach } from '../../diagnostics.ts';
import { explainError } from '../aws/explain-error.ts';

export interface Ordered {
  readonly service: string;
}

/**
 * Does something for each service once those that it depends on are done, at the same time where
 * nothing depends. After a failure nothing new begins; what is under way comes to its end.
 *
 * @param steps each after those that it depends on
 * @throws {Failure} with what went wrong in all of them
 */
export async function inDependencyOrder<Step extends Ordered>(
  steps: readonly Step[],
  dependsOn: (service: string) => readonly string[],
  run: (step: Step) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const under = new Map<string, Promise<void>>();
  for (const step of steps) {
    const before = dependsOn(step.service).map((name) => under.get(name));
    under.set(step.service, runAfter(before, step, run, failures));
  }
  await Promise.all(under.values());
  if (failures.length > 0) throw joined(failures);
}

async function runAfter<Step>(
  before: readonly (Promise<void> | undefined)[],
  step: Step,
  run: (step: Step) => Promise<void>,
  failures: unknown[],
): Promise<void> {
  await Promise.all(before);
  if (failures.length > 0) return;
  try {
    await run(step);
  } catch (error) {
    failures.push(error);
  }
}

/** One failure of many; a mistake of ours among them stays what it is. */
function joined(errors: readonly unknown[]): unknown {
  const explained = errors.map(explainError);
  const ours = explained.find((error) => !(error instanceof Failure));
  if (ours !== undefined) return ours;
  const failures = explained as Failure[];
  const diagnostics = failures.flatMap((failure): readonly Diagnostic[] => failure.diagnostics);
  return new Failure(onceEach(diagnostics), 1);
}
