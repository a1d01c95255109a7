import { ApiError, type Connection, connectApi } from '../api/connect-api.ts';
import type { PullRequest } from './find-pull-request.ts';
import type { Comment } from './plan-comments.ts';

/** The few calls that commenting takes. */
export interface GitHub {
  /** Open pull requests from a branch (`owner` is the owner of the repository that has it). */
  readonly listPullRequests: (owner: string, branch: string) => Promise<readonly PullRequest[]>;
  readonly listComments: (number: number) => Promise<readonly Comment[]>;
  readonly createComment: (number: number, body: string) => Promise<void>;
  readonly updateComment: (id: number, body: string) => Promise<void>;
  /** Does nothing where the comment is gone already. */
  readonly deleteComment: (id: number) => Promise<void>;
}

/** The calls of commenting, over HTTP. Each may throw an `ApiError`. */
export function connectGitHub(connection: Connection): GitHub {
  const { base, ask, listAll } = connectApi(connection);
  return {
    listPullRequests: (owner, branch) => {
      const query = new URLSearchParams({ state: 'open', head: `${owner}:${branch}` });
      return listAll(`${base}/pulls?${query}`);
    },
    listComments: (number) => listAll(`${base}/issues/${number}/comments`),
    createComment: async (number, body) => {
      await ask('POST', `${base}/issues/${number}/comments`, { body });
    },
    updateComment: async (id, body) => {
      await ask('PATCH', `${base}/issues/comments/${id}`, { body });
    },
    deleteComment: async (id) => {
      await ask('DELETE', `${base}/issues/comments/${id}`).catch((error) => {
        if (!(error instanceof ApiError && /: 404: /.test(error.message))) throw error;
      });
    },
  };
}
