/** The known word nearest to what was written, when it is near enough to be meant. */
export function closest(written: string, known: readonly string[]): string | null {
  const allowed = Math.max(1, Math.floor(written.length / 3))
  const ranked = known
    .map((word) => ({ word, distance: distance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= allowed ? best.word : null
}

/** "did you mean X?", or the list of what there is, cut at eight. */
export function suggest(written: string, known: readonly string[]): string {
  const near = closest(written, known)
  if (near !== null) return `did you mean ${near}?`
  if (known.length === 0) return 'there is none'
  if (known.length === 1) return `write ${known.join('')}`
  const shown = known.slice(0, 8).join(', ')
  return `write one of ${shown}${known.length > 8 ? ', ...' : ''}`
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
