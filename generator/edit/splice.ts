/** A text put in place of a part of another. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
