import type { ApprovalRow } from './checklist-row'
import { criticalPath } from '../../plan/graph'
import type { Runbook, Step } from '../../plan/schema/runbook'
import type { LaneNode } from '../lanes'

/** The real graph: steps by what they need; approvals and GO stand between arming and what GO lets start. */
export function graphOf(
  runbook: Runbook,
  phases: readonly { rows: readonly { key: string }[] }[],
  approvals: readonly ApprovalRow[],
) {
  const armed = (step: Step) => step.phase === 'declare' || step.phase === 'arm'
  const byId = new Map(runbook.steps.map((step) => [step.id, step]))
  const beforeGo = [
    ...new Set(
      runbook.steps
        .filter((s) => !armed(s))
        .flatMap((s) =>
          s.after.filter((id) => {
            const before = byId.get(id)
            return before !== undefined && armed(before) && s.after.every((other) => armed(byId.get(other) ?? s))
          }),
        ),
    ),
  ].map((id) => `step:${id}`)
  const nodes = new Map<string, LaneNode>()
  for (const { row } of approvals) nodes.set(row.key, { id: row.key, after: beforeGo })
  nodes.set('go', { id: 'go', after: approvals.length > 0 ? approvals.map(({ row }) => row.key) : beforeGo })
  for (const step of runbook.steps) {
    const first = !armed(step) && step.after.every((id) => armed(byId.get(id) ?? step))
    const after = [...step.after.map((id) => `step:${id}`), ...(first ? ['go'] : [])]
    nodes.set(`step:${step.id}`, { id: `step:${step.id}`, after })
  }
  const rows = phases.flatMap((phase) => phase.rows)
  return {
    graph: rows.flatMap((row) => nodes.get(row.key) ?? []),
    critical: criticalRows(runbook, approvals),
  }
}

/** Lane 0: what decides when the first proven tier is back, with GO, its approvals and what leads to them. */
function criticalRows(runbook: Runbook, approvals: readonly ApprovalRow[]): string[] {
  const tier = runbook.steps.flatMap((step) => step.proves)[0]
  const path = tier === undefined ? null : criticalPath(runbook, tier, 'p50')
  const keys = new Set((path?.steps ?? []).map(({ id }) => `step:${id}`))
  const byId = new Map(runbook.steps.map((step) => [step.id, step]))
  for (let at = byId.get(path?.steps[0]?.id ?? ''); at !== undefined;) {
    keys.add(`step:${at.id}`)
    const longest = at.after.flatMap((id) => byId.get(id) ?? []).sort((a, b) => b.expected.p50 - a.expected.p50)[0]
    at = longest
  }
  return [...keys, 'go', ...approvals.map(({ row }) => row.key)]
}
