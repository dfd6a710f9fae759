import type { CoveredStepView } from './covered-step'

/** One line of the sheet: a step, or several that differ in nothing but the words their lines name. */
export interface CoveredGroup {
  key: string
  /** The step that is read for all of them. */
  first: CoveredStepView
  /** What each says where the others say something else, and the whole of it; empty for a single step. */
  alike: { id: string; differs: string; step: CoveredStepView }[]
}

/** Steps in their order, with neighbours that are alike as one group. One that is not quite alike keeps its own line. */
export function coveredGroups(steps: readonly CoveredStepView[]): CoveredGroup[] {
  const groups: CoveredStepView[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last !== undefined && first !== undefined && alike(first, step)) last.push(step)
    else groups.push([step])
  }
  return groups.flatMap((group) => {
    const [first, second] = group
    if (first === undefined) return []
    if (second === undefined) return [{ key: first.id, first, alike: [] }]
    return [
      { key: first.id, first, alike: group.map((step) => ({ id: step.id, differs: differs(group, step), step })) },
    ]
  })
}

/** Where two texts of one form differ, in pairs; null where their form differs: another number of words, or other signs. */
type Pairs = [string, string][]

const words = (text: string) => text.split(/\s+/)
/** Names and numbers; each other sign stands alone, and has to be the same. */
const parts = (text: string) => text.match(/[\p{L}\p{N}_.-]+|[^]/gu) ?? []
const isName = (part: string) => /^[\p{L}\p{N}_.-]+$/u.test(part)

function pairsOf(a: string, b: string): Pairs | null {
  const [left, right] = [parts(a), parts(b)]
  if (left.length !== right.length) return null
  const pairs: Pairs = []
  for (const [index, from] of left.entries()) {
    const to = right[index] ?? ''
    if (from === to) continue
    if (!isName(from) || !isName(to)) return null
    pairs.push([from, to])
  }
  return pairs
}

/**
 * Whether one line may stand for both. Where it acts and as whom, what it does, how one gets back, what may be waived and
 * how long it takes are the same. Title and command may differ in words, which the line names; what proves it and what the
 * command is made of in those same words only.
 */
function alike(a: CoveredStepView, b: CoveredStepView): boolean {
  if (frame(a) !== frame(b)) return false
  const [left, right] = [words(a.title), words(b.title)]
  if (left.length !== right.length || left.filter((word, index) => word !== right[index]).length > 1) return false
  const named = allPairs([[a.title, b.title], ...both(a, b, ({ text }) => text)])
  const proof = allPairs([
    ...a.expect.map((text, index): [string, string] => [text, b.expect[index] ?? '']),
    ...both(a, b, ({ parameters }) => parameters),
  ])
  if (named === null || proof === null) return false
  return proof.every(([from, to]) => named.some((pair) => pair[0] === from && pair[1] === to))
}

function both(
  a: CoveredStepView,
  b: CoveredStepView,
  of: (command: CoveredStepView['commands'][number]) => string,
): [string, string][] {
  return a.commands.flatMap((command, index) => {
    const other = b.commands[index]
    return other === undefined ? [] : [[of(command), of(other)] as [string, string]]
  })
}

function allPairs(texts: readonly [string, string][]): Pairs | null {
  const pairs = texts.map(([from, to]) => pairsOf(from, to))
  return pairs.some((one) => one === null) ? null : pairs.flatMap((one) => one ?? [])
}

/** What no line may differ in. */
function frame({ purpose, wayBack, rollback, timeout, unproven, again, expect, commands }: CoveredStepView): string {
  const acts = commands.map(({ action, where }) => ({ action, where }))
  return JSON.stringify({ purpose, wayBack, rollback, timeout, unproven, again, expect: expect.length, acts })
}

/**
 * The words of title and commands that are not the same in all of the group, in their order. A word is said again only
 * where it stands for another word of the first step.
 */
function differs(group: readonly CoveredStepView[], step: CoveredStepView): string {
  const [first] = group
  if (first === undefined) return ''
  const said = (one: CoveredStepView) => [one.title, ...one.commands.map(({ text }) => text)].flatMap(words)
  const all = group.map(said)
  const known = new Set<string>()
  return said(step)
    .filter((word, index) => {
      const place = all.map((one) => one[index])
      if (place.every((other) => other === word)) return false
      const key = JSON.stringify(place)
      if (known.has(key)) return false
      known.add(key)
      return true
    })
    .join(' ')
}
