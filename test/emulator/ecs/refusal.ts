import { jsonError, type WireAnswer } from '../wire/answer.ts';

/** What a service that speaks JSON refuses; thrown, and answered as it is. */
export class JsonRefusal extends Error {
  readonly answer: WireAnswer;

  constructor(name: string, message: string) {
    super(message);
    this.answer = jsonError(name, message);
  }
}
