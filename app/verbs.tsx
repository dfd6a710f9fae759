import type { ReactNode } from 'react'
import { CommandProvider, type VerbActions } from '@/components/command/command-provider'
import { DraftOwner } from '@/components/draft/draft-owner'
import { build } from '@/lib/http/build'
import { askAgain, giveApproval, refuseApproval, requestApproval, seeApproval } from './(command)/approvals/actions'
import { answerPoll, callPoll, closePoll } from './(command)/incidents/[id]/polls/actions'
import {
  abandonRun,
  agreeProposal,
  giveGo,
  pauseRun,
  resumeRun,
  rollBackRun,
  startRun,
} from './(command)/incidents/[id]/runs/actions'
import {
  attestStep,
  confirmStep,
  countStep,
  retryStep,
  settleOutcome,
  skipStep,
  takeOverStep,
} from './(command)/incidents/[id]/steps/actions'
import {
  assignDuty,
  attestGate,
  closeIncident,
  correctImpact,
  declareIncident,
  proposeIncident,
  recordDecision,
} from './(console)/incidents/actions'

const actions: VerbActions = {
  'propose-incident': proposeIncident,
  'declare-incident': declareIncident,
  'assign-duty': assignDuty,
  'attest-gate': attestGate,
  'correct-impact': correctImpact,
  'record-decision': recordDecision,
  'close-incident': closeIncident,
  'call-poll': callPoll,
  'answer-poll': answerPoll,
  'close-poll': closePoll,
  'start-run': startRun,
  'give-go': giveGo,
  'pause-run': pauseRun,
  'resume-run': resumeRun,
  'roll-back-run': rollBackRun,
  'retry-step': retryStep,
  'count-step': countStep,
  'skip-step': skipStep,
  'take-over-step': takeOverStep,
  'attest-step': attestStep,
  'confirm-step': confirmStep,
  'settle-outcome': settleOutcome,
  'abandon-run': abandonRun,
  'agree-proposal': agreeProposal,
  'request-approval': requestApproval,
  'ask-again': askAgain,
  'see-approval': seeApproval,
  'give-approval': giveApproval,
  'refuse-approval': refuseApproval,
}

/** Gives a page the console's verbs, each as the server action that records it, and keeps what is typed for them. */
export function Verbs({ person, children }: { person: string; children: ReactNode }) {
  return (
    <DraftOwner person={person}>
      <CommandProvider actions={actions} build={build} person={person}>
        {children}
      </CommandProvider>
    </DraftOwner>
  )
}
