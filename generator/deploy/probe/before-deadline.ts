/**
 * Work that gives up when the deadline passes, whether or not it can be stopped.
 *
 * @param giveUp what is thrown then
 */
export async function beforeDeadline<Result>(
  deadline: AbortSignal,
  work: Promise<Result>,
  giveUp: () => Error,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(giveUp());
  if (deadline.aborted) stop();
  deadline.addEventListener('abort', stop);
  // Whichever loses the race may fail later, and nobody listens then.
  work.catch(() => {});
  promise.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    deadline.removeEventListener('abort', stop);
  }
}
