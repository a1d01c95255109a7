/** The run whose review is posted, as GitHub describes it; a pull request can't forge this. */
export interface WorkflowRun {
  readonly id: number;
  /** The pull request's own last commit when the run began, not the merge that was checked. */
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name` of where that branch lies, which for a fork is not this repository. */
  readonly headRepository: string;
}

/**
 * Reads the event `workflow_run` (GitHub, "Webhook events and payloads").
 *
 * @throws {Error} where it is no such event: that is a mistake of the workflow
 */
export function readWorkflowRun(event: unknown): WorkflowRun {
  const run = (event as { workflow_run?: WrittenRun } | null)?.workflow_run;
  const { id, head_sha: headSha, head_branch: headBranch } = run ?? {};
  // The repository is gone when its owner deleted the fork meanwhile.
  const headRepository = run?.head_repository?.full_name ?? '';
  const isWhole =
    Number.isSafeInteger(id) &&
    /^[0-9a-f]{40}$/.test(headSha ?? '') &&
    typeof headBranch === 'string';
  if (!isWhole)
    throw new Error('The event is not a `workflow_run` with an id, a commit and a branch.');
  return { id, headSha, headBranch, headRepository } as WorkflowRun;
}

interface WrittenRun {
  readonly id?: number;
  readonly head_sha?: string;
  readonly head_branch?: string;
  readonly head_repository?: { readonly full_name?: string } | null;
}
