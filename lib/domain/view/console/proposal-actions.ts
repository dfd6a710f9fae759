import type { Proposal } from '../../run/proposal-state'
import { may, type Permission } from '../../access/roles'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { commandRefusal } from '../../run/holds-command'
import { onlyWatches } from '../../run/watching-run'
import {
  abandonRefusal,
  agreeRefusal,
  happenedWords,
  leavesBehind,
  settleRefusal,
  wordDigest,
} from '../../run/proposal'
import { currentAttempt, isLive, stepOf, type RunState } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn, rolesIn } from '../incident-input'
import { listWords } from '../names'
import type { ActionView } from './action'
import { ask } from './action'
import { outsideFacts, stepFacts } from './facts-to-say'

/** Saying what became of the one-way step, where nothing else tells: either word, unless a reading speaks against it. */
export function settleActions(
  input: IncidentInput,
  run: RunState,
  runbook: Runbook,
  step: Step,
  viewer: Viewer,
): ActionView[] {
  const current = stepOf(run, step.id)
  // While it is under way, and not in doubt, it proves itself or fails.
  if (currentAttempt(current) !== null && current.status !== 'in-doubt') return []
  const scene = { ...input, run, runbook }
  const consequence = {
    happened: `${step.id} then counts as done on people's word, and there is no way back.`,
    'did-not-happen': `${step.id} may then be tried again, or everything undone. If it did happen after all, two regions may take writes.`,
  }
  return (['happened', 'did-not-happen'] as const).flatMap((outcome) =>
    settleRefusal(scene, step, outcome) !== null
      ? []
      : [
          {
            key: `settle-${step.id}-${outcome}`,
            label: `Say that ${step.id} ${happenedWords[outcome]}`,
            verb: 'settle-outcome' as const,
            input: { incidentId: input.state.id, runId: run.id, step: step.id, outcome },
            how: 'ask' as const,
            ask: ask(
              'statement',
              `How do you know that ${step.id} ${happenedWords[outcome]}?`,
              'Look at the target first. It counts once a second person who approves the step agrees.',
              { warning: consequence[outcome], suggestions: stepFacts(input, run, step) },
            ),
            disabledBecause: notInCommand(input, viewer, 'step.settle'),
          },
        ],
  )
}

/** Giving the run up: where it has come to a halt, and what was sent cannot act any more. */
export function abandonAction(
  input: IncidentInput,
  run: RunState,
  runbook: Runbook,
  viewer: Viewer,
): ActionView | null {
  const scene = { ...input, run, runbook }
  if (!isLive(run) || !atAHalt(input, run, runbook) || abandonRefusal(scene) !== null) return null
  const { left } = leavesBehind(scene)
  return {
    key: 'abandon',
    label: 'Give up the run',
    verb: 'abandon-run',
    input: { incidentId: input.state.id, runId: run.id },
    how: 'ask',
    ask: ask(
      'reason',
      'Why give it up?',
      'It counts once a second person agrees. Then the run ends where it stands and bars nothing.',
      {
        warning:
          left.length === 0
            ? 'Nothing more is done.'
            : `Nothing more is done or undone: ${listWords(left)} ${left.length === 1 ? 'stays as it is' : 'stay as they are'}.`,
        suggestions: outsideFacts(input),
      },
    ),
    disabledBecause: notInCommand(input, viewer, 'run.abandon'),
  }
}

/** Agreeing to what somebody else proposed; null where nothing is. */
export function agreeAction(input: IncidentInput, run: RunState, runbook: Runbook, viewer: Viewer): ActionView | null {
  const { proposal } = run
  if (proposal === null || !isLive(run)) return null
  const refusal = agreeRefusal({ ...input, run, runbook }, proposal, viewer.person, rolesIn(input))
  return {
    key: `agree-${proposal.sequence}`,
    label: `Agree: ${proposalWords(proposal)}`,
    verb: 'agree-proposal',
    input: { incidentId: input.state.id, runId: run.id, proposal: proposal.sequence, digest: wordDigest(proposal) },
    how: 'hold',
    holding: `agree that ${proposalWords(proposal)}`,
    to: `agree that ${proposalWords(proposal)}`,
    disabledBecause: may(viewer.roles, 'run.agree') ? (refusal?.message ?? null) : 'Not with your role.',
  }
}

export function proposalWords(proposal: Proposal): string {
  return proposal.kind === 'abandon' ? 'the run is given up' : `${proposal.step} ${happenedWords[proposal.outcome]}`
}

/** Stopped, or waiting for a person over something that failed, with nothing under way beside it. */
function atAHalt({ state }: IncidentInput, run: RunState, runbook: Runbook): boolean {
  if (run.status === 'stopped') return true
  if (run.paused !== null || onlyWatches(state, run, runbook)) return false
  const steps = runbook.steps.map(({ id }) => stepOf(run, id))
  const failed = steps.some(({ status }) => status === 'failed' || status === 'undo-failed')
  return failed && steps.every((step) => currentAttempt(step) === null)
}

function notInCommand(input: IncidentInput, viewer: Viewer, permission: Permission): string | null {
  if (!may(viewer.roles, permission)) return 'Not with your role.'
  return commandRefusal(holdingIn(input), viewer.person, permission)?.message ?? null
}
