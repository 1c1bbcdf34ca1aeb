/** Waits for all, well or not, before it throws the first failure: nothing goes on behind the back of who handles it. */
export async function settleAll(work: Iterable<Promise<unknown>>): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}
