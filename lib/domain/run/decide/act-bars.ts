import type { ResolvedCommand } from '../../system/resolved'
import type { Runbook, Step } from '../../plan/schema/runbook'
import type { IncidentEvent } from '../events/event'
import { gatesBarringAct } from '../gates'
import { holdsOff } from '../holds-off'
import { lossBar } from '../loss-at-act'
import { freshProof, proofsBarring, proofsUnder, readsAgain } from '../proofs'
import { foundThereAlready, hasEffect, hasUndo, mayBeSent, noUndoData, undoWaiver } from '../ready'
import type { IncidentState, RunState } from '../state'
import { stepOf } from '../state'
import { stepConsent } from '../step-approval'
import type { WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, refuse } from './decision'

export type Intend = Extract<WorkerCommand, { type: 'intend-step' }>

/** What bars a step whose turn it is from being sent, or voids what it would be sent on; null: nothing does. */
export function barsAct(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  step: Step,
  commands: readonly ResolvedCommand[],
  command: Intend,
  context: DecideContext,
): Decision | null {
  const consent = stepConsent(state, run, runbook, step, commands, context)
  if (!consent.ok) {
    if (consent.drifted === null) return { ok: false, refusal: consent.refusal }
    return accept({
      type: 'approval.voided',
      payload: { runId: run.id, requestId: consent.drifted, reason: consent.refusal.message },
    })
  }
  const held = holdsOff(command, commands, context)
  if (held !== null) return { ok: false, refusal: held }
  const lost = lostProofs(state, run, runbook, step, command, context)
  if (lost !== null) return lost
  if (step.id === runbook.pointOfNoReturn) {
    const barring = gatesBarringAct(state, run, runbook)
    if (barring.length > 0)
      return refuse(
        'gate-bars',
        `${step.id} is barred.`,
        barring.map(({ gate, reason }) => `${gate.id} ${gate.title}: ${reason}`),
      )
    const { request } = consent
    const bar = lossBar(state, run, runbook, request, context.loss, context.now)
    if (bar !== null && (bar.kind === 'unknown' || request === null))
      return refuse(bar.kind === 'above' ? 'loss-above-bound' : 'loss-unknown', `${step.id} waits: ${bar.reason}.`)
    if (bar !== null && request !== null)
      return accept({
        type: 'approval.voided',
        payload: { runId: run.id, requestId: request.id, reason: bar.reason },
      })
  }
  if (command.unkept !== undefined && hasUndo(step) && undoWaiver(state, run, step.id) === null)
    return accept({
      type: 'step.barred',
      payload: { runId: run.id, step: step.id, code: noUndoData, message: command.unkept },
    })
  if (changedUnseen(state, run, step, command, context))
    return accept({
      type: 'step.barred',
      payload: {
        runId: run.id,
        step: step.id,
        code: foundThereAlready,
        message:
          'It, or some of it, is there already, and the database lost its last entries or was restarted during the incident.',
      },
    })
  return null
}

/**
 * Whether the one-way step is there already, whoever did it: all of it, so that nothing is left to send, or some. Then
 * there is no way back, whatever bars sending the rest.
 */
export function foundThere(
  run: RunState,
  runbook: Runbook,
  step: Step,
  { found = [], foundPartly = [] }: Intend,
  commands: readonly ResolvedCommand[],
  { now }: DecideContext,
): { there: 'all' | 'some' | 'none'; crossing: IncidentEvent[] } {
  if (runbook.pointOfNoReturn !== step.id || found.length + foundPartly.length === 0)
    return { there: 'none', crossing: [] }
  const payload = { runId: run.id, step: step.id, at: now, requestId: null }
  return {
    there: commands.every((_, index) => found.includes(index)) ? 'all' : 'some',
    crossing: run.pointOfNoReturn === null ? [{ type: 'run.pointOfNoReturnCrossed', payload }] : [],
  }
}

/**
 * What is found in the world at a first look, all of it or some, was there before, but where an intent may have been lost
 * with the database's last commits, be it with the start of its run: then nobody knows what undo would have to bring back.
 * What an earlier run left there has its entries, and what an earlier try saw before it left is known.
 */
function changedUnseen(
  state: IncidentState,
  run: RunState,
  step: Step,
  { found = [], foundPartly = [] }: Intend,
  { serverAfter = null }: DecideContext,
): boolean {
  if (found.length + foundPartly.length === 0 || serverAfter === null || !hasUndo(step)) return false
  const kept = stepOf(run, step.id).attempts.some(mayBeSent)
  const earlier = state.runs.some(
    (one) => one.id !== run.id && one.runbook === run.runbook && hasEffect(stepOf(one, step.id)),
  )
  return !kept && !earlier && undoWaiver(state, run, step.id) === null
}

/**
 * What a step with no way back rests on was proven minutes ago: it was read again right before, and holds still. Null:
 * it does. How long ago is judged here, by the clock of this very transaction.
 */
function lostProofs(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  step: Step,
  { proofs = [] }: Intend,
  { now, clock = now }: DecideContext,
): Decision | null {
  if (!readsAgain(runbook, step)) return null
  const old = proofsUnder(run, runbook, step.id).filter(({ id }) => {
    const read = proofs.find((one) => one.step === id)
    return read === undefined || Math.abs(Date.parse(clock) - Date.parse(read.readAt)) > freshProof
  })
  if (old.length > 0)
    return refuse(
      'not-now',
      `${step.id} waits: what it rests on is to be read again, at most ${freshProof / 1_000} s before.`,
      old.map(({ id }) => id),
    )
  const barring = proofsBarring(state, run, runbook, step, new Map(proofs.map((one) => [one.step, one])))
  if (barring.length === 0) return null
  return refuse(
    'proof-lost',
    `${step.id} is barred: what it rests on ${barring.some(({ verdict }) => verdict === 'unmet') ? 'no longer holds' : 'cannot be told'}.`,
    barring.map(({ step: { id, title }, reason }) => `${id} ${title}: ${reason}`),
  )
}
