/** An entry that something beside its stream says has been written. */
export interface PromisedEntry {
  stream: string
  sequence: number
  /** Null where only the number is known. */
  hash: string | null
  /** Who says so, such as `its head` or `exports #3`. */
  by: string
}

export interface BrokenPromise {
  stream: string
  reason: 'tail-cut' | 'rewritten'
  detail: string
}

/**
 * What was promised of one stream and its entries do not keep, by the hash of each entry that is promised and there;
 * each missing or changed entry once.
 */
export function brokenPromises(
  hashes: ReadonlyMap<number, string>,
  promised: readonly PromisedEntry[],
): BrokenPromise[] {
  const broken = new Map<string, BrokenPromise>()
  for (const { stream, sequence, hash, by } of promised) {
    const found = hashes.get(sequence)
    const reason = found === undefined ? 'tail-cut' : hash !== null && found !== hash ? 'rewritten' : null
    if (reason === null || broken.has(`${sequence} ${reason}`)) continue
    const what = reason === 'tail-cut' ? 'had been written and is not there' : 'is not the entry that had been written'
    broken.set(`${sequence} ${reason}`, { stream, reason, detail: `number ${sequence} ${what}, by the word of ${by}` })
  }
  return [...broken.values()]
}
