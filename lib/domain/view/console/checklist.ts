import type { ChecklistRow } from './checklist-row'
import type { ApprovalRow } from './checklist-row'
import { scaleTime } from '../../plan/scale-time'
import type { Gate, Phase, Runbook, Step } from '../../plan/schema/runbook'
import { gatesBarring } from '../../run/gates'
import { gateShown } from '../../run/gates-shown'
import { isDone, isSentAndUnread } from '../../run/ready'
import type { RunState, StepState } from '../../run/state'
import { currentRun, isLive, stepOf } from '../../run/state'
import { utcClock } from '../format/instant'
import type { IncidentInput } from '../incident-input'
import type { LaneNode } from '../lanes'
import { workSpan } from '../step-span'
import { actorName, dutyAndHolder, dutyTitle, listWords } from '../names'
import { approvalRows } from './approvals'
import { graphOf } from './checklist-graph'
import { gateOutlook } from './gate-outlook'
import { gateWord, inPlaceWho } from './gate-word'
import { leftAgain, leftAgainWord } from './left-again'
import { lineView, type PointOfNoReturnView } from './point-of-no-return'
import { isActive, stepWord, waitWords } from './step-words'

export interface ChecklistPhase {
  id: Phase
  title: string
  summary: string
  rows: ChecklistRow[]
  /** Steps that are done and whose proof does not hold, or cannot be told, any more; null where all do. */
  broken: { status: 'breached' | 'unknown'; words: string } | null
  finished: boolean
  /** Nothing here needs eyes but what is not done: finished, or the way to a GO that was given. */
  foldable: boolean
}

export interface ChecklistView {
  title: string
  phases: ChecklistPhase[]
  line: PointOfNoReturnView | null
  graph: LaneNode[]
  critical: string[]
}

const phaseTitles: Readonly<Record<Phase, string>> = {
  declare: 'Declare',
  arm: 'Arm',
  go: 'GO',
  recover: 'Recover',
  prove: 'Prove',
  after: 'After',
}
const phaseOrder: readonly Phase[] = ['declare', 'arm', 'go', 'recover', 'prove', 'after']

export function checklistView(input: IncidentInput, runbook: Runbook): ChecklistView {
  const run = currentRun(input.state)
  const approvals = approvalRows(input, runbook, run)
  const steps = inOrder(runbook.steps)
  const stepRows = (phase: Phase) =>
    steps.filter((step) => step.phase === phase).map((step) => stepRow(input, runbook, run, step))
  const phases = phaseOrder.flatMap((id): ChecklistPhase[] => {
    const rows = stepRows(id)
    if (id === 'declare') rows.unshift(...runbook.gates.map((gate) => gateRow(input, runbook, gate)))
    if (id === 'arm') rows.push(...approvals.map((approval) => approval.row))
    if (id === 'go') rows.unshift(goRow(input, runbook, run, approvals))
    const open =
      id === 'declare' &&
      (input.state.declared === null || runbook.gates.some((gate) => gateShown(input.state, runbook, gate).bars))
    const finished = rows.length > 0 && !open && rows.every((row) => row.done || row.kind === 'gate')
    return rows.length === 0
      ? []
      : [
          {
            id,
            title: phaseTitles[id],
            summary: summary(input, id, rows, run, approvals),
            rows,
            broken: brokenWords(rows),
            finished,
            foldable: finished || (run?.go != null && (id === 'declare' || id === 'arm')),
          },
        ]
  })
  return { title: runbook.title, phases, line: lineView(runbook, run), ...graphOf(runbook, phases, approvals) }
}

/** The plan's order, changed only where a step would stand above one it needs: lines are drawn downwards. */
function inOrder(steps: readonly Step[]): Step[] {
  const left = [...steps]
  const ordered: Step[] = []
  while (left.length > 0) {
    const open = new Set(left.map(({ id }) => id))
    const next = left.findIndex((step) => step.after.every((id) => !open.has(id)))
    ordered.push(...left.splice(Math.max(0, next), 1))
  }
  return ordered
}

function stepRow(input: IncidentInput, runbook: Runbook, run: RunState | null, step: Step): ChecklistRow {
  const current = run === null ? null : stepOf(run, step.id)
  const waits = current === null || current.status === 'pending' ? waitWords(input, run, runbook, step) : []
  const waiting = current === null || current.status === 'pending'
  const span = current === null ? { startedAt: null, endedAt: null } : workSpan(current)
  return {
    key: `step:${step.id}`,
    kind: 'step',
    number: step.id,
    title: step.title,
    ...(current?.status === 'pending' &&
    !isSentAndUnread(current) &&
    waits.length === 0 &&
    (run?.status === 'arming' || run?.status === 'going')
      ? { status: 'waiting' as const, word: 'due' }
      : stepWord(input, run, runbook, step)),
    meta:
      waiting && waits.length > 0
        ? `for ${waits.join(', ')} · ${dutyTitle(input.plan, step.duty)}`
        : dutyAndHolder(input, step.duty),
    wayBack: step.wayBack,
    startedAt: span.startedAt,
    // Whatever a run left open ends with it.
    endedAt: span.endedAt ?? (span.startedAt === null ? null : (run?.ended?.at ?? input.state.closed?.at ?? null)),
    expectedMilliseconds: scaleTime(input.environment, step.expected.p50),
    active: current !== null && isActive(current),
    done: run !== null && isDone(input.state, run, runbook, step.id),
    broken: current === null ? null : brokenProof(current),
    bars: false,
  }
}

function brokenProof({ status, proof }: StepState): ChecklistRow['broken'] {
  if (status === 'failed' || proof === null || proof.verdict === 'met') return null
  return proof.verdict === 'unmet' ? 'breached' : 'unknown'
}

/** A phase that is counted as done says what of it is not so any more, however it is folded. */
function brokenWords(rows: readonly ChecklistRow[]): ChecklistPhase['broken'] {
  const of = (kind: ChecklistRow['broken']) => rows.filter(({ broken }) => broken === kind).map(({ number }) => number)
  const [unmet, untold] = [of('breached'), of('unknown')]
  const words = [
    ...(unmet.length === 0 ? [] : [`${listWords(unmet)} no longer ${unmet.length === 1 ? 'holds' : 'hold'}`]),
    ...(untold.length === 0 ? [] : [`${listWords(untold)} can no longer be told`]),
  ]
  return words.length === 0 ? null : { status: unmet.length > 0 ? 'breached' : 'unknown', words: words.join(', ') }
}

const bare = {
  wayBack: null,
  startedAt: null,
  endedAt: null,
  expectedMilliseconds: null,
  broken: null,
  bars: false,
} as const

function gateRow(input: IncidentInput, runbook: Runbook, gate: Gate): ChecklistRow {
  const { status, word, standing } = gateWord(input, runbook, gate)
  const outlook = gateOutlook(input, runbook, standing)
  return {
    ...bare,
    key: `gate:${gate.id}`,
    kind: 'gate',
    number: gate.id,
    title: gate.title,
    status,
    word,
    meta:
      standing.inPlace !== null
        ? `by ${inPlaceWho(input, standing.inPlace)}`
        : standing.verdict === 'met'
          ? outlook
          : standing.as === 'over'
            ? standing.reason
            : `${standing.reason}; ${outlook}`,
    active: false,
    // One that bars nothing and is not shown to hold stays in sight when its phase is folded.
    done: standing.verdict === 'met' && standing.inPlace === null,
    bars: standing.bars,
  }
}

function goRow(
  input: IncidentInput,
  runbook: Runbook,
  run: RunState | null,
  approvals: readonly ApprovalRow[],
): ChecklistRow {
  const go = run?.go ?? null
  const back = run !== null && leftAgain(run)
  const over = input.state.closed !== null || (run !== null && !isLive(run))
  const waits = [
    ...(gatesBarring(input.state, runbook, 'go').length > 0 ? ['gates'] : []),
    ...(approvals.some(({ row }) => !row.done) ? ['approvals'] : []),
  ]
  return {
    ...bare,
    key: 'go',
    kind: 'go',
    number: 'GO',
    title: 'Commander gives GO',
    status: go === null || back ? 'waiting' : 'ok',
    word:
      go !== null
        ? back
          ? `given, ${leftAgainWord(run)}`
          : 'given'
        : over
          ? 'not given'
          : run === null || waits.length > 0
            ? 'waiting'
            : 'due',
    meta:
      go === null
        ? over
          ? 'it ended without'
          : waits.length > 0
            ? `for ${waits.join(' and ')}`
            : 'nothing bars it'
        : `${utcClock(go.at)}, ${actorName(input.persons, go.by)}`,
    active: false,
    done: go !== null,
  }
}

function summary(
  input: IncidentInput,
  id: Phase,
  rows: readonly ChecklistRow[],
  run: RunState | null,
  approvals: readonly ApprovalRow[],
): string {
  const steps = rows.filter((row) => row.kind === 'step')
  const done = steps.filter((row) => row.done).length
  const { declared } = input.state
  if (id === 'declare') {
    const gates = rows.filter((row) => row.kind === 'gate')
    const said = declared === null ? 'not declared' : `declared ${utcClock(declared.at)}`
    return gates.length === 0 ? said : `${gates.filter((row) => row.done).length} of ${gates.length} gates, ${said}`
  }
  if (id === 'arm') {
    const asked = approvals.map((approval) => `approvals ${approval.given} of ${approval.needed}`)
    if (steps.length === 0) return asked.join(', ')
    return [`${done} of ${steps.length}${run?.go == null ? ', reversible until GO' : ''}`, ...asked].join(', ')
  }
  if (id === 'go') {
    if (run?.go == null) return 'after arming'
    return `${utcClock(run.go.at)} by ${actorName(input.persons, run.go.by)}`
  }
  return `${done} of ${steps.length}`
}
