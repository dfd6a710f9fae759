import type { Plan } from '../plan/schema/plan'
import { readingPath } from './sample'

/**
 * Readings that are taken all the time, incident or not: what gates, refusals, loss, lag and the view from outside
 * rest on. A step's own expectation is read while the step runs, and only then: some of those readings write.
 */
export function standingReadings(plan: Plan): string[] {
  const paths = [
    ...plan.links.flatMap((link) => (link.lag === undefined ? [] : [link.lag])),
    ...(plan.serving ?? []).flatMap(({ regions }) =>
      regions.flatMap(({ serves, standby }) => [...serves, ...standby].map(({ reading }) => reading)),
    ),
    ...plan.disasterClasses.flatMap((c) => c.refusedWhen.map((refusal) => refusal.when.reading)),
    ...plan.runbooks.flatMap((runbook) => [
      ...runbook.gates.flatMap((gate) => gate.check.map((predicate) => predicate.reading)),
      ...lossPaths(runbook.loss),
    ]),
  ]
  const monitors = plan.tiers.flatMap((tier) => tier.outside?.monitors ?? [])
  return [...new Set([...paths.map((path) => readingPath(path).reading), ...monitors])]
}

/**
 * The standing readings in groups, each taken and kept at once. A loss is the difference of two readings: a second
 * that passes between them while the source lives would be counted as lost.
 */
export function readingGroups(plan: Plan): string[][] {
  const left = new Set(standingReadings(plan))
  const pairs = plan.runbooks.flatMap(({ loss }) =>
    loss === null ? [] : [[loss.acknowledged, loss.readable].map((path) => readingPath(path).reading)],
  )
  const together = pairs.map((pair) => pair.filter((id) => left.delete(id))).filter((pair) => pair.length > 0)
  return [...together, ...[...left].map((id) => [id])]
}

function lossPaths(loss: Plan['runbooks'][number]['loss']): string[] {
  if (loss === null) return []
  const { acknowledged, readable, ratePerSecond, measured } = loss
  return [acknowledged, readable, ratePerSecond, measured?.when, measured?.seconds, measured?.count].filter(
    (path) => path !== undefined,
  )
}
