/**
 * What works side by side for one owner: gives all results, or throws the first failure in their order, and either only
 * once every one of them has ended. `Promise.all` throws while others go on, and what still sends or records when its
 * owner has let go does so beside whatever begins next.
 */
export async function finishAll<T extends readonly unknown[] | []>(
  works: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(works)
  return Promise.all(works)
}
