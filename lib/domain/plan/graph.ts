import type { Runbook, Step } from './schema/runbook'

interface Node {
  id: string
  after: readonly string[]
}

/** Ids in an order in which every one comes after what it depends on; ties keep the given order. Null with a cycle. */
export function topologicalOrder(nodes: readonly Node[]): string[] | null {
  const known = new Set(nodes.map(({ id }) => id))
  const waiting = new Map(nodes.map(({ id, after }) => [id, new Set(after.filter((one) => known.has(one)))]))
  const followers = new Map<string, string[]>()
  for (const { id, after } of nodes) {
    for (const before of after) followers.set(before, [...(followers.get(before) ?? []), id])
  }
  const order = nodes.filter(({ id }) => waiting.get(id)?.size === 0).map(({ id }) => id)
  for (let next = 0; next < order.length; next += 1) {
    const done = order[next] ?? ''
    for (const id of followers.get(done) ?? []) {
      const open = waiting.get(id)
      if (open?.delete(done) === true && open.size === 0) order.push(id)
    }
  }
  return order.length === known.size ? order : null
}

/** One cycle, as the ids along it with the first repeated at the end; null when there is none. */
export function findCycle(nodes: readonly Node[]): string[] | null {
  const after = new Map(nodes.map((node) => [node.id, node.after]))
  const finished = new Set<string>()
  for (const { id: start } of nodes) {
    const trail: { id: string; next: number }[] = [{ id: start, next: 0 }]
    while (trail.length > 0) {
      const here = trail.at(-1) ?? { id: start, next: 0 }
      const to = finished.has(here.id) ? undefined : after.get(here.id)?.[here.next]
      here.next += 1
      if (to === undefined) {
        finished.add(here.id)
        trail.pop()
        continue
      }
      const seen = trail.findIndex(({ id }) => id === to)
      // `after` points backwards, the reader thinks forwards.
      if (seen >= 0) return [...trail.slice(seen).map(({ id }) => id), to].reverse()
      if (!finished.has(to) && after.has(to)) trail.push({ id: to, next: 0 })
    }
  }
  return null
}

/** Everything that steps wait for, directly or through others. */
export function ancestors(nodes: readonly Node[], ...ids: readonly string[]): Set<string> {
  const after = new Map(nodes.map((node) => [node.id, node.after]))
  const found = new Set<string>()
  const open = ids.flatMap((id) => after.get(id) ?? [])
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(after.get(next) ?? []))
  }
  return found
}

export interface CriticalPath {
  tier: string
  milliseconds: number
  /** From GO to the step that proves the tier, with what each adds. */
  steps: { id: string; milliseconds: number }[]
}

/** What counts of a step on the way from GO: nothing of what is done while arming. */
function share(step: Step, quantile: 'p50' | 'p95', proves: string): number {
  if (step.phase === 'declare' || step.phase === 'arm') return 0
  // Recovery is the first success of the run that then holds, so the hold of the proof lies after it.
  const hold = step.proves.includes(proves) ? Math.max(0, ...step.expect.map((one) => one.hold ?? 0)) : 0
  return Math.max(0, step.expected[quantile] - hold)
}

/**
 * The longest chain of expected times from GO to the recovery of a tier, every time at the same quantile (a sum of
 * p95 is more cautious than the p95 of the sum). Null when no step of the runbook proves the tier.
 */
export function criticalPath(runbook: Runbook, tier: string, quantile: 'p50' | 'p95'): CriticalPath | null {
  const proof = runbook.steps.find((step) => step.proves.includes(tier))
  const order = topologicalOrder(runbook.steps)
  if (proof === undefined || order === null) return null
  const steps = new Map(runbook.steps.map((step) => [step.id, step]))
  const best = new Map<string, CriticalPath>()
  for (const id of order) {
    const step = steps.get(id)
    if (step === undefined) continue
    const before = step.after
      .flatMap((one) => best.get(one) ?? [])
      .reduce<CriticalPath | null>((a, b) => (a === null || b.milliseconds > a.milliseconds ? b : a), null)
    const milliseconds = share(step, quantile, tier)
    const counts = step.phase !== 'declare' && step.phase !== 'arm'
    best.set(id, {
      tier,
      milliseconds: (before?.milliseconds ?? 0) + milliseconds,
      steps: [...(before?.steps ?? []), ...(counts ? [{ id, milliseconds }] : [])],
    })
  }
  return best.get(proof.id) ?? null
}
