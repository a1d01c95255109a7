import { failed } from '../fail.ts';
import type { DeploymentRecord } from './record.ts';
import type { StateBucket, Stored } from './state-bucket.ts';

const folderOf = (environment: string): string => `environments/${environment}/records/`;

/** Six digits, so that keys sort as numbers do. */
const keyOf = (environment: string, number: number): string =>
  `${folderOf(environment)}${String(number).padStart(6, '0')}.json`;

/** A record that is being written. */
export interface OpenRecord {
  readonly record: DeploymentRecord;
  /** Writes how it went. @throws {Failure} `deploy/record` when somebody else wrote over it */
  readonly end: (ended: Partial<DeploymentRecord>) => Promise<DeploymentRecord>;
}

/**
 * Begins a record under the next free number, and marks those that killed runs left open. Only for
 * who holds the environment's lock: nobody else can still be writing one.
 */
export async function beginRecord(
  bucket: StateBucket,
  fresh: Omit<DeploymentRecord, 'number' | 'schema' | 'result'>,
): Promise<OpenRecord> {
  const { environment } = fresh;
  const last = await lastNumber(bucket, environment);
  if (last > 0) await markInterrupted(bucket, environment, last, fresh.started);
  for (let number = last + 1; ; number += 1) {
    const record: DeploymentRecord = { schema: 'record/v1', number, ...fresh, result: 'running' };
    const stored = await bucket.create(keyOf(environment, number), textOf(record));
    if (stored) return openRecord(bucket, record, stored);
  }
}

function openRecord(bucket: StateBucket, record: DeploymentRecord, stored: Stored): OpenRecord {
  const key = keyOf(record.environment, record.number);
  return {
    record,
    end: async (ended) => {
      const whole = { ...record, ...ended };
      if (await bucket.replace(key, textOf(whole), stored.etag)) return whole;
      throw failed(
        'deploy/record',
        `the record ${record.number} of ${record.environment} was changed by somebody else`,
        'what was deployed stays; see `history`',
      );
    },
  };
}

async function markInterrupted(
  bucket: StateBucket,
  environment: string,
  number: number,
  ended: string,
): Promise<void> {
  const key = keyOf(environment, number);
  const stored = await bucket.read(key);
  const record = stored && parseRecord(stored.text);
  if (!stored || record?.result !== 'running') return;
  await bucket.replace(key, textOf({ ...record, result: 'interrupted', ended }), stored.etag);
}

async function lastNumber(bucket: StateBucket, environment: string): Promise<number> {
  const keys = await bucket.list(folderOf(environment));
  return Number(/(\d+)\.json$/.exec(keys.at(-1) ?? '')?.[1] ?? 0);
}

/** The newest records first. @param most at most so many */
export async function readRecords(
  bucket: StateBucket,
  environment: string,
  most: number,
): Promise<DeploymentRecord[]> {
  const keys = (await bucket.list(folderOf(environment))).reverse().slice(0, most);
  const texts = await Promise.all(keys.map((key) => bucket.read(key)));
  return texts.flatMap((stored) => (stored ? (parseRecord(stored.text) ?? []) : []));
}

/** One record by its number. */
export async function readRecord(
  bucket: StateBucket,
  environment: string,
  number: number,
): Promise<DeploymentRecord | undefined> {
  const stored = await bucket.read(keyOf(environment, number));
  return stored && parseRecord(stored.text);
}

const textOf = (record: DeploymentRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** Nothing for what this generator did not write. */
function parseRecord(text: string): DeploymentRecord | undefined {
  try {
    const record = JSON.parse(text) as DeploymentRecord;
    return record.schema === 'record/v1' ? record : undefined;
  } catch {
    return undefined;
  }
}
