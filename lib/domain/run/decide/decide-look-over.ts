import { heldOff, heldOffUntil, lookFirst, toLookAt, toLookOver } from '../holds-off'
import { hasEffect } from '../ready'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { stepOf } from '../state'
import type { WorkerCommand } from '../worker-commands'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

/**
 * A run that goes back, of which the database may have lost the last entries, is looked over before anything of it is
 * taken back: what is in the world without an entry is a person's to take back, and the one-way step leaves no way back.
 */
export function lookOver(
  state: IncidentState,
  { runId, looked = [], found }: Extract<WorkerCommand, { type: 'look-over' }>,
  context: DecideContext,
): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const live = liveRun(state, runId)
  if ('decision' in live) return live.decision
  const { run } = live
  const { serverSince = null, now, clock = now } = context
  if (!toLookOver(run, context.serverAfter)) return refuse('already-done', 'There is nothing to be looked over.')
  const held = heldOffUntil(serverSince, clock)
  if (held !== null) return { ok: false, refusal: heldOff(serverSince, held) }
  if (found === undefined) return { ok: false, refusal: lookFirst }
  const runbook = runbookOf(context.plan, run.runbook)
  // Asked for again by somebody meanwhile: it is to be looked at as well.
  if (toLookAt(run, runbook).some(({ id }) => !looked.includes(id))) return { ok: false, refusal: lookFirst }
  const line = runbook.pointOfNoReturn
  // What an earlier run of the incident left there has its entries; a promotion leaves no way back, whosoever it is.
  const earlier = state.runs.filter(({ id, runbook }) => id !== runId && runbook === run.runbook)
  const unsaid = found.filter(({ step }) => step === line || !earlier.some((one) => hasEffect(stepOf(one, step))))
  // Nothing is taken back under a promotion that nobody can rule out.
  if (unsaid.some(({ step, untold }) => step === line && untold === true)) return { ok: false, refusal: lookFirst }
  const crosses = run.pointOfNoReturn === null && unsaid.some(({ step }) => step === line)
  const left = unsaid.filter(({ step }) => step !== line && !hasEffect(stepOf(run, step)))
  return accept(
    { type: 'run.lookedOver', payload: { runId, found: left } },
    ...(crosses && line !== null
      ? [{ type: 'run.pointOfNoReturnCrossed' as const, payload: { runId, step: line, at: now, requestId: null } }]
      : []),
  )
}
