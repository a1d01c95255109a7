import type { UsualTrouble } from './usual-errors.ts';
import type { World } from './world.ts';

/** Which requests a fault strikes. What is not given strikes all. */
export interface Strikes {
  readonly service?: string;
  readonly operation?: string;
  readonly mutating?: boolean;
  /** Of the SDK's attempts at one call only this one, from 1. */
  readonly attempt?: number;
  readonly when?: (input: object) => boolean;
  /** From the how-many-eth request that fits; 1 unless told. */
  readonly nth?: number;
  /** How many requests in a row that fit; 1 unless told. */
  readonly times?: number;
}

export type Fault =
  | {
      readonly error: {
        readonly code: string;
        readonly message?: string;
        readonly status?: number;
      };
    }
  /** The same in the service's own words. */
  | { readonly trouble: UsualTrouble }
  /**
   * The connection is cut, before or after the request took effect. With `stays`, every later request
   * is cut before it does anything, as if the process had been killed, until `clear`.
   */
  | { readonly cut: 'before' | 'after'; readonly stays?: true }
  /** Milliseconds of the test's clock until the request is looked at. */
  | { readonly delay: number }
  /** Changes the world just before the request is looked at. */
  | { readonly hook: (world: World) => void };

interface Planned {
  readonly strikes: Strikes;
  readonly fault: Fault;
  seen: number;
}

/** A request, as far as faults look at it. */
export interface Struck {
  readonly service: string;
  readonly operation: string;
  readonly mutates: boolean;
  readonly attempt: number;
  readonly input: object;
}

export type Faults = ReturnType<typeof makeFaults>;

export function makeFaults() {
  let planned: Planned[] = [];
  let unreachable = false;
  return {
    add: (strikes: Strikes, fault: Fault): void => {
      planned.push({ strikes, fault, seen: 0 });
    },
    /** Nothing strikes any more. */
    clear: (): void => {
      planned = [];
      unreachable = false;
    },
    /** The faults that strike a request, in the order in which they were added. */
    strike: (request: Struck): Fault[] => {
      if (unreachable) return [{ cut: 'before' }];
      const faults = planned.filter((one) => counts(one, request)).map(({ fault }) => fault);
      unreachable = faults.some((fault) => 'cut' in fault && fault.stays);
      return faults;
    },
  };
}

function counts(one: Planned, request: Struck): boolean {
  const { nth = 1, times = 1 } = one.strikes;
  if (!fits(one.strikes, request)) return false;
  one.seen++;
  return one.seen >= nth && one.seen < nth + times;
}

const fits = (strikes: Strikes, request: Struck): boolean =>
  (strikes.service ?? request.service) === request.service &&
  (strikes.operation ?? request.operation) === request.operation &&
  (strikes.mutating ?? request.mutates) === request.mutates &&
  (strikes.attempt ?? request.attempt) === request.attempt &&
  (strikes.when?.(request.input) ?? true);
