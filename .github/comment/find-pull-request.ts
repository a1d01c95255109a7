import type { WorkflowRun } from './workflow-run.ts';

/** An open pull request, as far as it says where it comes from. */
export interface PullRequest {
  readonly number: number;
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
}

/** What the run says about itself. Its word decides nothing but which of the true ones is meant. */
export interface Claim {
  readonly number: number;
  readonly headSha: string;
}

export interface Found {
  /** The pull request to comment on; nothing when there is none. */
  readonly number?: number;
  /** What the claim gets wrong. */
  readonly problem?: string;
}

/**
 * Which pull request a run is of. Only those count whose last commit is the run's, in the run's
 * repository: so a run can't reach another pull request, nor one that has moved on meanwhile.
 *
 * @param open the open pull requests of the run's branch, as GitHub lists them
 * @param claim what the artifact says; nothing when there is no artifact
 */
export function findPullRequest(
  run: WorkflowRun,
  open: readonly PullRequest[],
  claim: Claim | undefined,
): Found {
  const numbers = open
    .filter(({ head }) => head.sha === run.headSha && head.repo?.full_name === run.headRepository)
    .map(({ number }) => number);
  const [only, another] = numbers;
  if (only === undefined) return {};
  const isTrue = claim?.headSha === run.headSha && numbers.includes(claim.number);
  if (claim && isTrue) return { number: claim.number };
  const problem = claim && { problem: 'it names a pull request that it is not of' };
  return another === undefined ? { number: only, ...problem } : { ...problem };
}
