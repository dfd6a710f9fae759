import type { Actor } from '@/lib/domain/access/actor'
import type { Effect } from '@/lib/domain/run/events/facts'
import type { PersonCommand } from '@/lib/domain/run/commands'
import type { IncidentCommand } from '@/lib/domain/run/decide/decide'
import { wordDigest } from '@/lib/domain/run/proposal'
import { hasUndo, noUndoData } from '@/lib/domain/run/ready'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentAttempt, currentRun, isLive, stepOf, type IncidentState, type RunState } from '@/lib/domain/run/state'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { person, working } from '@/lib/testing/every-command'
import { proofsRead } from '@/lib/testing/proofs-read'

/** Something that may be asked for in a state; `answered`: only a target that answers makes it happen. */
export interface Move {
  name: string
  actor: Actor
  command: IncidentCommand
  answered: boolean
  /** What a look sees. */
  effect: Effect | null
}

const reason = 'to find the way out'
const commander = 'mara-okafor'
const approvers = ['tomas-varga', 'ines-duarte'] as const

const seen = { facts: {}, outputs: {}, detail: '' } as const

/** Whatever anybody might ask for now, in any order; `decide` says which of it is possible. */
export function moves(state: IncidentState, plan: Plan, now = ''): Move[] {
  const run = currentRun(state)
  if (run === null || !isLive(run)) return [by(commander, { type: 'start-run', runbook: plan.runbooks[0]?.id ?? '' })]
  const { id: runId } = run
  const runbook = runbookOf(plan, run.runbook)
  return [
    by(commander, { type: 'give-go', runId }),
    by(commander, { type: 'pause-run', runId, reason }),
    by(commander, { type: 'resume-run', runId }),
    by(commander, { type: 'abort-run', runId, reason }),
    by(commander, { type: 'roll-back-run', runId, reason }),
    by(commander, { type: 'abandon-run', runId, reason }),
    ...(run.proposal === null
      ? []
      : [
          by(approvers[0], {
            type: 'agree-proposal',
            runId,
            proposal: run.proposal.sequence,
            digest: wordDigest(run.proposal),
          }),
        ]),
    ...runbook.approvals.map(({ id }) => by(commander, { type: 'request-approval', runId, rule: id })),
    ...approvalMoves(state, run),
    ...(['stop-run', 'finish-rollback', 'complete-run', 'release-boundary'] as const).map((type) =>
      worker({ type, runId }),
    ),
    ...runbook.steps.flatMap((step) => [...stepVerbs(run, step), ...attemptReports(state, plan, step, now)]),
  ]
}

function approvalMoves(state: IncidentState, run: RunState): Move[] {
  const request = Object.values(state.requests).findLast(({ runId }) => runId === run.id)
  if (request === undefined) return []
  const { id: requestId, digest } = request
  return [
    ...approvers.map((one) => by(one, { type: 'give-approval', requestId, digest })),
    by(approvers[0], { type: 'refuse-approval', requestId, reason }),
    worker({ type: 'expire-approval', runId: run.id, requestId }),
  ]
}

function stepVerbs(run: RunState, step: Step): Move[] {
  const { id: runId } = run
  const of = { runId, step: step.id }
  const { attested, failure } = stepOf(run, step.id)
  const statement = step.attest?.confirm?.join(' ') ?? reason
  return [
    by(commander, { type: 'retry-step', ...of }),
    by(commander, { type: 'count-step', ...of }),
    by(commander, { type: 'skip-step', ...of, reason }),
    by(commander, { type: 'take-over-step', ...of, reason }),
    by(commander, { type: 'attest-step', ...of, statement }),
    ...(attested === null ? [] : [by(approvers[0], { type: 'confirm-step', ...of, digest: wordDigest(attested) })]),
    ...(['happened', 'did-not-happen'] as const).map((outcome) =>
      by(commander, { type: 'settle-outcome', ...of, outcome, statement: reason }),
    ),
    by(commander, { type: 'record-decision', kind: 'accept-lost-proof', runId, subject: step.id, statement: reason }),
    // It may be said at any time; said before the step waits for it, it only spares the wait.
    ...(failure?.code === noUndoData
      ? [by(commander, { type: 'record-decision', kind: 'accept-no-undo', runId, subject: step.id, statement: reason })]
      : []),
    ...(step.unproven === undefined
      ? []
      : [
          by(commander, {
            type: 'record-decision',
            kind: 'accept-unproven',
            runId,
            subject: step.id,
            statement: reason,
          }),
        ]),
  ]
}

function attemptReports(state: IncidentState, plan: Plan, step: Step, now: string): Move[] {
  const run = currentRun(state)
  if (run === null) return []
  const current = stepOf(run, step.id)
  const attempt = currentAttempt(current)
  const of = { runId: run.id, step: step.id }
  if (attempt === null) {
    const read = proofsRead({ state, plan, now: () => now }, step.id)
    const proof = { ...of, broken: [0], readings: [], reason }
    return [
      ...(['act', 'undo'] as const).map((kind) =>
        worker({ type: 'intend-step', ...of, kind, before: {}, ...read, sendWithinMilliseconds: 2_000 }),
      ),
      ...(hasUndo(step) ? [worker({ type: 'bar-step', ...of, kind: 'act', code: noUndoData, message: reason })] : []),
      worker({ type: 'judge-proof', ...proof, verdict: 'unknown' }),
      answered({ type: 'judge-proof', ...proof, verdict: 'unmet' }),
      answered({ type: 'judge-proof', ...proof, broken: [], verdict: 'met' }),
    ]
  }
  const open = { ...of, attempt: attempt.number }
  const fact = { reading: 'x.y', value: null, observedAt: null, source: 'x', unknown: 'no reply' }
  return [
    ...attempt.commands.flatMap(({ index: command }) => [
      worker({ type: 'doubt-command', ...open, command, reason }),
      worker({ type: 'unreachable-command', ...open, command, code: 'refused', message: 'no connection' }),
      answered({ type: 'accept-command', ...open, command, requestId: 'r-1', facts: {}, outputs: {} }),
      ...[false, true].map((busy) =>
        answered({ type: 'refuse-command', ...open, command, code: 'x', message: 'no', requestId: null, busy }),
      ),
      answered({ type: 'observe-command', ...open, command, ...seen, effect: 'present' }),
      ...(['absent', 'partial'] as const).flatMap((effect) => [
        answered({ type: 'observe-command', ...open, command, ...seen, effect, final: true }),
      ]),
    ]),
    answered({
      type: 'judge-predicates',
      ...open,
      judged: step.expect.map((_, predicate) => ({ predicate, verdict: 'met' as const, fact })),
    }),
    answered({ type: 'succeed-step', ...open, outputs: {} }),
    answered({ type: 'withdraw-attempt', ...open, reason }),
    answered({ type: 'finish-undo', ...open }),
    worker({ type: 'unprove-step', ...open, readings: [] }),
    worker({ type: 'fail-step', ...open, code: 'timeout', message: 'late' }),
    worker({ type: 'fail-undo', ...open, code: 'timeout', message: 'late' }),
  ]
}

function by(who: string, command: PersonCommand): Move {
  const of = 'step' in command ? ` ${command.step}` : ''
  const how = 'outcome' in command ? ` ${command.outcome}` : ''
  return { name: `${who} ${command.type}${of}${how}`, actor: person(who), command, answered: false, effect: null }
}

function worker(command: WorkerCommand): Move {
  const of = 'step' in command ? ` ${command.step}` : ''
  const how =
    'verdict' in command
      ? ` ${command.verdict}`
      : 'effect' in command
        ? ` ${command.effect}`
        : 'kind' in command
          ? ` ${command.kind}`
          : ''
  return {
    name: `${command.type}${of}${how}`,
    actor: working,
    command,
    answered: false,
    effect: 'effect' in command ? command.effect : null,
  }
}

/** What only a target that answers makes the worker say. */
function answered(command: WorkerCommand): Move {
  return { ...worker(command), answered: true }
}
