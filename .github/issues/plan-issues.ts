import { type Authored, isByRobot, isSame } from '../api/authored.ts';

/** An open issue; pull requests are listed among them. */
export interface Issue extends Authored {
  readonly number: number;
  readonly title: string;
  readonly pull_request?: object;
}

/** How the issue of one thing is to be. */
export interface Wanted {
  /** First line of its body, by which later runs find it. */
  readonly marker: string;
  readonly title: string;
  readonly body: string;
  /** Without it there should be no open issue. */
  readonly isFound: boolean;
}

export type Step =
  | { readonly act: 'create'; readonly title: string; readonly body: string }
  | {
      readonly act: 'update';
      readonly number: number;
      readonly title: string;
      readonly body: string;
    }
  | { readonly act: 'close'; readonly number: number; readonly reason: CloseReason };

export type CloseReason = 'completed' | 'not_planned';

/**
 * The steps to exactly one open issue where something was found, and to none where it is gone. Issues
 * of others stay untouched, whatever they begin with; of several of ours the oldest is kept.
 */
export function planIssues(open: readonly Issue[], wanted: Wanted): readonly Step[] {
  const { marker, title, body, isFound } = wanted;
  const [oldest, ...others] = open
    .filter((issue) => issue.pull_request === undefined && isByRobot(issue))
    .filter((issue) => issue.body?.split(/\r?\n/, 1)[0] === marker)
    .toSorted((one, other) => one.number - other.number);
  const surplus = others.map(({ number }) => close(number, isFound ? 'not_planned' : 'completed'));
  if (!isFound) return [...(oldest ? [close(oldest.number, 'completed')] : []), ...surplus];
  if (!oldest) return [{ act: 'create', title, body }];
  const { number } = oldest;
  const isKept = oldest.title === title && isSame(oldest.body, body);
  return [...(isKept ? [] : [{ act: 'update' as const, number, title, body }]), ...surplus];
}

const close = (number: number, reason: CloseReason): Step => ({ act: 'close', number, reason });
