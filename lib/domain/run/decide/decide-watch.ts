import type { IncidentState } from '../state'
import type { AlertCommand, WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

type Watch = Extract<
  WorkerCommand,
  { type: 'record-impact' | 'judge-gate' | 'see-recovery' | 'lose-recovery' | 'prove-recovery' | 'measure-loss' }
>

/** What the worker sees of the world around an incident. Only changes are recorded. */
export function watchIncident(state: IncidentState, command: Watch, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  switch (command.type) {
    case 'record-impact':
      if (state.impact !== null) return refuse('already-done', 'Impact stands.')
      return accept({
        type: 'incident.impactRecorded',
        payload: { at: command.at, source: command.source, correction: false, reason: null },
      })
    case 'judge-gate': {
      const { runbook, gate, verdict, readings, reason } = command
      if (state.gates[`${runbook}/${gate}`]?.verdict === verdict) return refuse('already-done', 'The verdict stands.')
      return accept({ type: 'incident.gateJudged', payload: { runbook, gate, verdict, readings, reason } })
    }
    case 'measure-loss':
      if (!state.runs.some((run) => run.pointOfNoReturn !== null)) return refuse('not-now', 'Nothing was promoted.')
      if (state.loss !== null) return refuse('already-done', 'The loss was measured.')
      return accept({ type: 'loss.measured', payload: { loss: command.loss } })
    case 'see-recovery':
    case 'lose-recovery':
    case 'prove-recovery': {
      const { tier, at, source } = command
      const clock = state.tiers[tier]
      if (state.impact === null) return refuse('not-now', 'There was no impact.')
      if (clock?.recovered != null) return refuse('already-done', `${tier} has recovered.`)
      if (command.type === 'see-recovery') {
        if (clock?.provisional != null) return refuse('already-done', 'It was seen.')
        return accept({ type: 'tier.recoverySeen', payload: { tier, at, source } })
      }
      if (clock?.provisional == null) return refuse('not-now', 'No recovery was seen.')
      if (command.type === 'lose-recovery') return accept({ type: 'tier.recoveryLost', payload: { tier, at, source } })
      return accept({
        type: 'tier.recovered',
        payload: { tier, at: clock.provisional.at, provenAt: context.now, source },
      })
    }
  }
}

export function receiveAlert(state: IncidentState, command: AlertCommand, context: DecideContext): Decision {
  if (context.actor.kind !== 'alert-source') return refuse('forbidden', 'Alerts come from their source.')
  const { type: _, ...alert } = command
  const known = state.alerts.find((a) => a.fingerprint === alert.fingerprint && a.startsAt === alert.startsAt)
  if (known !== undefined && known.resolved === (alert.status === 'resolved'))
    return refuse('already-done', 'This alert is known.')
  return accept({ type: 'incident.alertReceived', payload: alert })
}
