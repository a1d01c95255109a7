/** How one line of work stands. */
export type WorkState = 'working' | 'done' | 'unchanged' | 'warned' | 'failed';

/** What people watch: one line of work each for a stack, one of its resources, a service … */
export interface WorkEvent {
  /** Which line; the same id again replaces what the line says. Such as `stack network`. */
  readonly id: string;
  /** Line that this one belongs to, such as a resource's stack. */
  readonly parent?: string;
  readonly state: WorkState;
  /** What it is doing or how it ended, a few words. */
  readonly text: string;
}

/** Is told of work as it happens. */
export type Progress = (event: WorkEvent) => void;
