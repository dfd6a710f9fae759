import { sameLoss } from '../../posture/measure-loss'
import { lastOutage } from '../project/apply-tier'
import type { IncidentState } from '../state'
import { stepOf } from '../state'
import { isDownByImpact } from '../tier-now'
import { lateSteps, proofVerdict, watchedProofs } from '../proofs'
import { mayHavePromoted } from '../ready'
import { runbookOf } from '../resolve-step'
import { liveRun } from './decide-run'
import type { AlertCommand, WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

type Watch = Extract<
  WorkerCommand,
  {
    type:
      | 'see-failure'
      | 'judge-gate'
      | 'see-recovery'
      | 'lose-recovery'
      | 'prove-recovery'
      | 'measure-loss'
      | 'watch-loss'
      | 'judge-proof'
  }
>

/** What the worker sees of the world around an incident. Only changes are recorded. */
export function watchIncident(state: IncidentState, command: Watch, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  switch (command.type) {
    case 'see-failure':
      return seeFailure(state, command)
    case 'judge-gate': {
      const { runbook, gate, verdict, readings, reason } = command
      if (state.gates[`${runbook}/${gate}`]?.verdict === verdict) return refuse('already-done', 'The verdict stands.')
      return accept({ type: 'incident.gateJudged', payload: { runbook, gate, verdict, readings, reason } })
    }
    case 'measure-loss': {
      const promoted = state.runs.findLast((run) => run.pointOfNoReturn !== null)
      if (promoted === undefined) return refuse('not-now', 'Nothing was promoted.')
      if (promoted.measured !== null && sameLoss(promoted.measured, command.loss))
        return refuse('already-done', 'That is what was measured.')
      return accept({ type: 'loss.measured', payload: { loss: command.loss } })
    }
    case 'watch-loss':
      return watchLoss(state, command, context)
    case 'judge-proof':
      return judgeProof(state, command, context)
    case 'see-recovery':
    case 'lose-recovery':
    case 'prove-recovery': {
      const { tier, at, source } = command
      const outage = lastOutage(state, tier)
      if (state.impact === null) return refuse('not-now', 'There was no impact.')
      if (outage === null && !isDownByImpact(state, tier)) return refuse('not-now', `${tier} was not down.`)
      if (outage?.recovered != null) return refuse('already-done', `${tier} has recovered.`)
      if (command.type === 'see-recovery') {
        if (outage?.provisional != null) return refuse('already-done', 'It was seen.')
        if (at <= (outage?.from ?? state.impact.at)) return refuse('not-now', 'That was before it failed.')
        return accept({ type: 'tier.recoverySeen', payload: { tier, at, source } })
      }
      if (outage?.provisional == null) return refuse('not-now', 'No recovery was seen.')
      if (command.type === 'lose-recovery') return accept({ type: 'tier.recoveryLost', payload: { tier, at, source } })
      return accept({
        type: 'tier.recovered',
        payload: { tier, at: outage.provisional.at, provenAt: context.now, source },
      })
    }
  }
}

/** Only the change is recorded: that it can no longer be read, with the newest figure, and that it can be again. */
function watchLoss(
  state: IncidentState,
  { runId, loss, last }: Extract<Watch, { type: 'watch-loss' }>,
  { plan }: DecideContext,
): Decision {
  const found = liveRun(state, runId)
  if ('decision' in found) return found.decision
  const { run } = found
  if (mayHavePromoted(run, runbookOf(plan, run.runbook))) return refuse('not-now', 'The one-way step was sent.')
  if (loss.milliseconds !== null)
    return run.lossUnknown === null
      ? refuse('already-done', 'It can be read.')
      : accept({ type: 'loss.cameBack', payload: { runId, loss } })
  if (run.lossUnknown !== null) return refuse('already-done', 'It is known that it cannot be read.')
  if (last?.milliseconds == null) return refuse('not-now', 'Nothing was read before.')
  return accept({ type: 'loss.wentUnknown', payload: { runId, last, why: loss.unknown ?? 'no reading' } })
}

/** What later steps rest on went on being read; only a change is recorded. */
function judgeProof(
  state: IncidentState,
  { runId, step, verdict, broken, readings, reason }: Extract<Watch, { type: 'judge-proof' }>,
  { plan }: DecideContext,
): Decision {
  const found = liveRun(state, runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(plan, run.runbook)
  const late = lateSteps(run, runbook).some(({ id }) => id === step)
  if (!late && !watchedProofs(state, run, runbook).some(({ id }) => id === step))
    return refuse('not-now', `Nothing rests on ${step} now.`)
  if (proofVerdict(stepOf(run, step)) === verdict) return refuse('already-done', 'The verdict stands.')
  return accept({
    type: 'step.proofJudged',
    payload: { runId, step, verdict, broken, readings, reason, ...(late ? { late } : {}) },
  })
}

/** One rule has judged that the tier is down; what that means follows from what is known of it. */
function seeFailure(state: IncidentState, { tier, at, source }: Extract<Watch, { type: 'see-failure' }>): Decision {
  const seen = { tier, at, source }
  if (state.impact === null)
    return accept({
      type: 'incident.impactRecorded',
      payload: { at, source, correction: false, reason: null, tier },
    })
  const outage = lastOutage(state, tier)
  if (outage === null)
    return isDownByImpact(state, tier)
      ? refuse('already-done', 'Impact stands.')
      : accept({ type: 'tier.failed', payload: seen })
  if (outage.recovered === null)
    return outage.provisional === null
      ? refuse('already-done', `${tier} is down already.`)
      : accept({ type: 'tier.recoveryLost', payload: seen })
  if (at <= outage.recovered.at) return refuse('not-now', 'That was before it recovered.')
  return accept({ type: 'tier.relapsed', payload: seen })
}

export function receiveAlert(state: IncidentState, command: AlertCommand, context: DecideContext): Decision {
  if (context.actor.kind !== 'alert-source') return refuse('forbidden', 'Alerts come from their source.')
  const { type: _, ...alert } = command
  const known = state.alerts.find((a) => a.fingerprint === alert.fingerprint && a.startsAt === alert.startsAt)
  if (known !== undefined && known.resolved === (alert.status === 'resolved'))
    return refuse('already-done', 'This alert is known.')
  return accept({ type: 'incident.alertReceived', payload: alert })
}
