/** Characters at most of what people write, counted as a person counts: by whole signs, not by their bytes. */
export const textLimits = { reason: 2_000, title: 200 } as const

/** From this share of the limit on it is worth saying how much is left. */
const near = 0.8

export function characters(text: string): number {
  return Array.from(text).length
}

/** Why a text is too long, and what to do; null when it fits. */
export function tooLong(text: string, limit: number): string | null {
  const count = characters(text)
  if (count <= limit) return null
  const where =
    limit >= textLimits.reason ? 'Shorten it, or put the rest in a note.' : 'Shorten it; details have room later.'
  return `${grouped(count)} characters: ${grouped(count - limit)} too many. ${where}`
}

/** `1,640 of 2,000`, once the end is near; null before. */
export function room(text: string, limit: number): string | null {
  const count = characters(text)
  return count < limit * near ? null : `${grouped(count)} of ${grouped(limit)}`
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
