import type { Path } from '../../config/located.ts';
import type { File } from '../../wiring/wired-service.ts';
import type { Entry } from '../entry.ts';
import { matchBy, matchServices, type Pair } from '../pair.ts';
import { type Protection, shiftsOf } from './protection/protection.ts';
import {
  CONNECT_PROTECTIONS,
  CONTAINER_PROTECTIONS,
  SERVICE_PROTECTIONS,
} from './protection/service-protections.ts';
import { tellShift, valueAt } from './protection/tell-shift.ts';

/** Services that stand on both sides and are protected less than before, or more. */
export function diffServiceProtection(pair: Pair): Entry[] {
  return matchServices(pair).flatMap(({ key: service, before, after }) => {
    if (!before || !after) return [];
    const nameOf = ({ name = '' }) => name;
    const containers = matchBy(before.containers, after.containers, nameOf).flatMap(
      ({ key, before: was, after: is }) => {
        const at = ['containerDefinitions', after.containers.findIndex(({ name }) => name === key)];
        const subject = `${service} · ${key}`;
        const file = after.task;
        return compare({ protections: CONTAINER_PROTECTIONS, was, is, service, subject, file, at });
      },
    );
    const connect = { was: before.connect?.value, is: after.connect?.value, file: after.connect };
    const own = { was: before.service?.value, is: after.service?.value, file: after.service };
    const about = { service, subject: service };
    return [
      ...containers,
      ...compare({ protections: SERVICE_PROTECTIONS, ...own, ...about }),
      ...compare({ protections: CONNECT_PROTECTIONS, ...connect, ...about }),
    ];
  });
}

interface Compared<Subject> {
  readonly protections: readonly Protection<Subject>[];
  readonly was: Subject | undefined;
  readonly is: Subject | undefined;
  readonly service: string;
  readonly subject: string;
  readonly file: File<unknown> | undefined;
  /** Where the subject stands in its file. */
  readonly at?: Path;
}

function compare<Subject>(compared: Compared<Subject>): Entry[] {
  const { protections, was, is, service, subject, file, at = [] } = compared;
  if (was === undefined || is === undefined || !file) return [];
  return shiftsOf(protections, was, is).map((shift) => {
    const { path } = shift.protection;
    const place = { artefact: file.artefact, path: [...at, ...path] };
    return tellShift(shift, { service, subject, at: place }, valueAt(was, path), valueAt(is, path));
  });
}
