/**
 * What each fact is about, whatever is read of it now: the quoted expectation, or the words before its first clock or
 * figure. Two facts about the same thing are told apart by their order.
 */
export function factKeys(facts: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return facts.map((fact) => {
    const about = subjectOf(fact)
    const nth = seen.get(about) ?? 0
    seen.set(about, nth + 1)
    return nth === 0 ? about : `${about} ${nth}`
  })
}

function subjectOf(fact: string): string {
  const quoted = /^"[^"]+"/.exec(fact)?.[0]
  if (quoted !== undefined) return quoted
  const clock = fact.search(/\d\d:\d\d/)
  const end = clock === -1 ? fact.search(/[:.]\s|\s\d/) : clock
  return (end <= 0 ? fact : fact.slice(0, end)).trim()
}
