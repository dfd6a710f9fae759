import type { Verb } from '@/lib/domain/run/commands'
import type { Recorded } from '@/lib/domain/view/answer'
import { abandonRun } from '@/lib/services/abandon-run'
import { abortRun, type Aborted } from '@/lib/services/abort-run'
import { agreeProposal } from '@/lib/services/agree-proposal'
import { answerPoll } from '@/lib/services/answer-poll'
import { askAgain } from '@/lib/services/ask-again'
import { assignDuty } from '@/lib/services/assign-duty'
import { attestGate } from '@/lib/services/attest-gate'
import { attestStep } from '@/lib/services/attest-step'
import { confirmStep } from '@/lib/services/confirm-step'
import { callPoll } from '@/lib/services/call-poll'
import { closeIncident } from '@/lib/services/close-incident'
import { closePoll } from '@/lib/services/close-poll'
import { correctImpact } from '@/lib/services/correct-impact'
import { declareIncident } from '@/lib/services/declare-incident'
import { giveApproval } from '@/lib/services/give-approval'
import { giveGo } from '@/lib/services/give-go'
import type { Asker } from '@/lib/services/mutation'
import { pauseRun } from '@/lib/services/pause-run'
import { proposeIncident } from '@/lib/services/propose-incident'
import { recordDecision } from '@/lib/services/record-decision'
import { refuseApproval } from '@/lib/services/refuse-approval'
import { requestApproval } from '@/lib/services/request-approval'
import { resumeRun } from '@/lib/services/resume-run'
import { countStep } from '@/lib/services/count-step'
import { retryStep } from '@/lib/services/retry-step'
import { rollBackRun } from '@/lib/services/roll-back-run'
import { seeApproval } from '@/lib/services/see-approval'
import { settleOutcome } from '@/lib/services/settle-outcome'
import { skipStep } from '@/lib/services/skip-step'
import { startRun } from '@/lib/services/start-run'
import { takeOverStep } from '@/lib/services/take-over-step'

type Service = (asker: Asker, input: never) => Promise<Recorded | Aborted>

/** Every verb's service, for tests that hold for all of them. */
export const serviceOf: Readonly<Record<Verb, Service>> = {
  'propose-incident': proposeIncident,
  'declare-incident': declareIncident,
  'assign-duty': assignDuty,
  'attest-gate': attestGate,
  'correct-impact': correctImpact,
  'record-decision': recordDecision,
  'call-poll': callPoll,
  'answer-poll': answerPoll,
  'close-poll': closePoll,
  'start-run': startRun,
  'request-approval': requestApproval,
  'ask-again': askAgain,
  'see-approval': seeApproval,
  'give-approval': giveApproval,
  'refuse-approval': refuseApproval,
  'give-go': giveGo,
  'pause-run': pauseRun,
  'resume-run': resumeRun,
  'abort-run': abortRun,
  'roll-back-run': rollBackRun,
  'count-step': countStep,
  'retry-step': retryStep,
  'skip-step': skipStep,
  'take-over-step': takeOverStep,
  'attest-step': attestStep,
  'confirm-step': confirmStep,
  'settle-outcome': settleOutcome,
  'abandon-run': abandonRun,
  'agree-proposal': agreeProposal,
  'close-incident': closeIncident,
}
