import { Failure } from '../../diagnostics.ts';
import { finding } from '../fail.ts';
import { type DeploymentRecord, isWhole } from '../state/record.ts';

/**
 * The record whose release a rollback puts back: the one that was asked for, else the newest that
 * left the environment whole and is not what the last whole one left.
 *
 * @param records the newest first
 * @throws {Failure} `deploy/record` when there is none, or the one asked for never ran whole
 */
export function chooseRecord(
  records: readonly DeploymentRecord[],
  number: number | undefined,
): DeploymentRecord {
  return number === undefined ? chooseEarlier(records) : chooseNumber(records, number);
}

function chooseNumber(records: readonly DeploymentRecord[], number: number): DeploymentRecord {
  const found = records.find((record) => record.number === number);
  if (found && isWhole(found)) return found;
  const numbers = records.filter(isWhole).map((record) => record.number);
  throw refused(
    found
      ? `deployment ${number} ${found.action === 'destroy' ? 'destroyed the environment' : `ended as ${found.result}`}, so there is nothing whole to go back to`
      : `there is no deployment ${number}`,
    numbers.length > 0 ? `these ran whole: ${numbers.join(', ')}` : 'see `history`',
  );
}

function chooseEarlier(records: readonly DeploymentRecord[]): DeploymentRecord {
  const [last] = records;
  const [newest, ...older] = records.filter(isWhole);
  // After a run that failed, what ran whole last is what people want back.
  const found =
    newest === last
      ? older.find(({ manifestHash }) => manifestHash !== newest?.manifestHash)
      : newest;
  if (found) return found;
  throw refused(
    'there is no earlier deployment to go back to',
    'see `history`; what runs now was never preceded by another release',
  );
}

const refused = (message: string, hint: string): Failure =>
  new Failure([finding('deploy/record', message, hint)]);
