/** Maps with at most `width` calls under way; results keep their order. */
export async function inParallel<T, R>(items: readonly T[], width: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>()
  let next = 0
  const walk = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      for (const item of items.slice(index, index + 1)) results.set(index, await act(item))
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, walk))
  return [...results.entries()].sort(([a], [b]) => a - b).map(([, result]) => result)
}
