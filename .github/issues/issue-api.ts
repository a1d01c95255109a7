import { type Connection, connectApi } from '../api/connect-api.ts';
import type { CloseReason, Issue } from './plan-issues.ts';

/** The few calls that issues take. Each may throw an `ApiError`. */
export interface Issues {
  readonly listOpen: () => Promise<readonly Issue[]>;
  readonly create: (title: string, body: string) => Promise<void>;
  readonly update: (number: number, title: string, body: string) => Promise<void>;
  /** Says why, then closes. */
  readonly close: (number: number, reason: CloseReason, comment: string) => Promise<void>;
}

export function connectIssues(connection: Connection): Issues {
  const { base, ask, listAll } = connectApi(connection);
  const path = `${base}/issues`;
  return {
    listOpen: () => listAll(`${path}?state=open`),
    create: async (title, body) => {
      await ask('POST', path, { title, body });
    },
    update: async (number, title, body) => {
      await ask('PATCH', `${path}/${number}`, { title, body });
    },
    close: async (number, state_reason, comment) => {
      await ask('POST', `${path}/${number}/comments`, { body: comment });
      await ask('PATCH', `${path}/${number}`, { state: 'closed', state_reason });
    },
  };
}
