import { assertNever } from '../../assert-never'
import type { PersonCommand } from '../commands'
import type { IncidentState } from '../state'
import type { AlertCommand, WorkerCommand } from '../worker-commands'
import { endApproval, giveApproval, refuseApproval, requestApproval } from './decide-approval'
import { barStep, intendStep } from './decide-attempt'
import {
  assignDuty,
  attestGate,
  closeIncident,
  correctImpact,
  declareIncident,
  poll,
  recordDecision,
} from './decide-incident'
import { countLate } from './decide-late'
import { lookOver } from './decide-look-over'
import { askAgain, reportNotice, seeApproval } from './decide-notice'
import { abandonRun, agreeToProposal, settleOutcome } from './decide-proposal'
import { tellQuiet } from './decide-quiet'
import { reportAttempt } from './decide-report'
import { abortRun, changePace, endRun, giveGo, rollBackRun, startRun } from './decide-run'
import { handleStep } from './decide-step'
import { receiveAlert, watchIncident } from './decide-watch'
import type { DecideContext, Decision } from './decision'
import { refuse } from './decision'

export type IncidentCommand = PersonCommand | WorkerCommand | AlertCommand

/**
 * The only place where anything is decided: events, or a refusal that says why. Pure; the caller holds the stream's
 * lock, so that between the state and the append nothing else happens.
 */
export function decide(state: IncidentState, command: IncidentCommand, context: DecideContext): Decision {
  if (state.closed !== null) return refuse('not-now', 'The incident is closed.')
  switch (command.type) {
    case 'declare-incident':
      return declareIncident(state, command, context)
    case 'assign-duty':
      return assignDuty(state, command, context)
    case 'attest-gate':
      return attestGate(state, command, context)
    case 'correct-impact':
      return correctImpact(state, command, context)
    case 'record-decision':
      return recordDecision(state, command, context)
    case 'call-poll':
    case 'answer-poll':
    case 'close-poll':
      return poll(state, command, context)
    case 'close-incident':
      return closeIncident(state, command, context)
    case 'start-run':
      return startRun(state, command, context)
    case 'request-approval':
      return requestApproval(state, command, context)
    case 'give-approval':
      return giveApproval(state, command, context)
    case 'refuse-approval':
      return refuseApproval(state, command, context)
    case 'give-go':
      return giveGo(state, command, context)
    case 'abort-run':
      return abortRun(state, command, context)
    case 'pause-run':
    case 'resume-run':
      return changePace(state, command, context)
    case 'roll-back-run':
      return rollBackRun(state, command, context)
    case 'retry-step':
    case 'skip-step':
    case 'take-over-step':
    case 'attest-step':
    case 'confirm-step':
      return handleStep(state, command, context)
    case 'count-step':
    case 'count-late':
      return countLate(state, command, context)
    case 'settle-outcome':
      return settleOutcome(state, command, context)
    case 'abandon-run':
      return abandonRun(state, command, context)
    case 'agree-proposal':
      return agreeToProposal(state, command, context)
    case 'receive-alert':
      return receiveAlert(state, command, context)
    case 'see-failure':
    case 'judge-gate':
    case 'see-recovery':
    case 'lose-recovery':
    case 'prove-recovery':
    case 'measure-loss':
    case 'watch-loss':
    case 'judge-proof':
      return watchIncident(state, command, context)
    case 'ask-again':
      return askAgain(state, command, context)
    case 'see-approval':
      return seeApproval(state, command, context)
    case 'intend-notice':
    case 'finish-notice':
    case 'fail-notice':
      return reportNotice(state, command, context)
    case 'void-approval':
    case 'expire-approval':
      return endApproval(state, command, context)
    case 'intend-step':
      return intendStep(state, command, context)
    case 'bar-step':
      return barStep(state, command, context)
    case 'stop-run':
    case 'finish-rollback':
    case 'complete-run':
    case 'release-boundary':
      return endRun(state, command, context)
    case 'look-over':
      return lookOver(state, command, context)
    case 'accept-command':
    case 'refuse-command':
    case 'unreachable-command':
    case 'doubt-command':
    case 'observe-command':
    case 'judge-predicates':
    case 'record-readings':
    case 'succeed-step':
    case 'unprove-step':
    case 'fail-step':
    case 'withdraw-attempt':
    case 'finish-undo':
    case 'fail-undo':
      return reportAttempt(state, command, context)
    case 'tell-quiet':
      return tellQuiet(state, command, context)
    default:
      return assertNever(command, 'command')
  }
}
