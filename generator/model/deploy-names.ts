/**
 * Names of what the bootstrap stacks make for an environment. They are fixed, since the environment
 * names them before anybody could ask AWS.
 */
export const deployNames = {
  deploy: (prefix: string) => `${prefix}-deploy`,
  execution: (prefix: string) => `${prefix}-execution`,
  read: (prefix: string) => `${prefix}-read`,
  boundary: (prefix: string) => `${prefix}-boundary`,
} as const;

/** The one role that pushes images. */
export const pushRoleName = (project: string): string => `${project}-push-images`;

/** GitHub Environments that a workflow has to name to be given a role. */
export const githubEnvironments = {
  deploy: (environment: string) => environment,
  read: (environment: string) => `${environment}-read`,
  images: 'images',
} as const;
