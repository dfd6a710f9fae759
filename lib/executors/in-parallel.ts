/**
 * Maps with at most `width` calls under way; results keep their order. The first failure is thrown once nothing is under
 * way any more, and nothing is begun after it: what was refused as a whole sends nothing later.
 */
export async function inParallel<T, R>(items: readonly T[], width: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>()
  const failures: unknown[] = []
  let next = 0
  const walk = async (): Promise<void> => {
    for (let index = next++; index < items.length && failures.length === 0; index = next++) {
      for (const item of items.slice(index, index + 1)) results.set(index, await act(item))
    }
  }
  const walks = Array.from({ length: Math.min(width, items.length) }, walk)
  await Promise.all(walks.map((one) => one.catch((error: unknown) => failures.push(error))))
  if (failures.length > 0) throw failures[0]
  return [...results.entries()].sort(([a], [b]) => a - b).map(([, result]) => result)
}
