import type { Mark } from './mark'
import type { ApprovalContent } from './events/approval-events'
import type { RecordedEvent } from './events/event'
import type { JournalFacts, LossFigure, ReadingFact, Stands, Verdict } from './events/facts'
import type { TierRecord } from './outage-state'
import type { NoticeRepeat, NoticeState } from './notice-state'
import type { Proposal } from './proposal-state'
import type { DecisionKind, Mode } from './events/incident-events'

/** What folding an incident's stream gives. Nothing in it is computed from a clock; instants are ISO text. */

export type CommandStatus =
  | 'intended'
  | 'accepted'
  | 'refused'
  | 'busy'
  | 'unreachable'
  | 'in-doubt'
  | 'absent'
  | 'partial'
  | 'in-progress'
  | 'present'
  | 'unknown'

export interface CommandState {
  index: number
  action: string
  text: string
  status: CommandStatus
  /** Neither the target's answer, nor a look when nothing of it could arrive any more, has told what became of it. */
  unsettled: boolean
  /** It left, or may have left, whatever was seen of it afterwards. */
  maybeSent: boolean
  before: JournalFacts
  requestId: string | null
  code: string | null
  message: string | null
  facts: JournalFacts
  outputs: JournalFacts
  at: string
}

export interface AttemptState {
  number: number
  kind: 'act' | 'undo'
  digest: string
  sendBefore: string
  /** From when on nothing of it can arrive any more, nor come to light. */
  quietAt: string
  intended: Mark
  commands: CommandState[]
  ended: { mark: Mark; outcome: 'succeeded' | 'unproven' | 'failed' | 'withdrawn' | 'undone' | 'undo-failed' } | null
}

export type StepStatus =
  | 'pending'
  | 'running'
  | 'in-doubt'
  | 'succeeded'
  | 'unproven'
  | 'failed'
  | 'skipped'
  | 'taken-over'
  | 'attested'
  /** It happened, on the word of two persons: it is done, and nothing proved it. */
  | 'vouched'
  | 'undoing'
  | 'undone'
  | 'undo-failed'

export interface StepState {
  id: string
  status: StepStatus
  attempts: AttemptState[]
  /** How often a person asked for it again. */
  generation: number
  judged: Record<number, { verdict: Verdict; fact: ReadingFact; since: string }>
  recorded: ReadingFact[]
  outputs: JournalFacts
  startedAt: string | null
  endedAt: string | null
  failure: { code: string; message: string } | null
  skipped: (Mark & { reason: string }) | null
  takenOver: (Mark & { reason: string }) | null
  /**
   * Since when it may be in the world by other hands than this run's own: a person took it over, or an earlier run ended
   * with it in doubt. Giving it back takes that away no more than a press does: readings, a final look that finds nothing
   * of it, its undo or two persons do.
   */
  otherHands: Mark | null
  /** Since when a person had it in hand first, whatever was proven since: what was there before that has no entry. */
  inHandSince: Mark | null
  attested: (Mark & { statement: string }) | null
  /** Something of it is, or may be, in the world though no entry tells of it: only a person can take it back. */
  withoutEntry: (Mark & { detail: string; untold: boolean }) | null
  /** What was read of its expectation since it was done, where that was something else; null until then. */
  proof:
    | (Mark & {
        verdict: Verdict
        broken: number[]
        readings: ReadingFact[]
        reason: string
        /** The entry that made it as bad as it is: what was accepted before that was something better. */
        worseSince: number
      })
    | null
}

export interface ApprovalAnswer extends Mark {
  person: string
  duty: string
  answer: 'approved' | 'refused'
  reason: string | null
  /** A consent whose duty has gone to somebody else or to nobody since: it counts no more, whoever has the duty again. */
  lost?: true
}

export interface ApprovalRequestState {
  id: string
  runId: string
  rule: string
  digest: string
  content: ApprovalContent
  duties: string[]
  persons: number
  expiresAt: string
  requested: Mark
  /** One answer a person: the latest counts. */
  answers: ApprovalAnswer[]
  /** Every try of telling somebody, oldest first. */
  notices: NoticeState[]
  repeats: NoticeRepeat[]
  /** When each person who is waited for first had it before their eyes. */
  seen: Record<string, Mark>
  /** What promoting would have lost when it was asked; null where nothing was read, or the runbook loses nothing. */
  loss: LossFigure | null
  ended: (Mark & { as: 'voided' | 'expired'; reason: string }) | null
}

export type RunStatus =
  | 'arming'
  | 'going'
  | 'stopping'
  | 'stopped'
  | 'rolling-back'
  | 'rolled-back'
  /** Somebody stopped the rollback: what was not undone by then stays as it is. */
  | 'rollback-stopped'
  | 'completed'
  /** Another run of the incident took its place. */
  | 'superseded'
  /** Two persons ended it where it stood. */
  | 'abandoned'

export interface RunState {
  id: string
  runbook: string
  planHash: string
  environmentHash: string
  promotionBoundary: string
  status: RunStatus
  paused: (Mark & { reason: string }) | null
  started: Mark
  /** `stood`: what was read and said of the gates when it was given. */
  go: (Mark & { loss: LossFigure | null; requests: string[]; stood: Pick<IncidentState, 'gates' | 'attested'> }) | null
  abort: (Mark & { reason: string; stands?: Stands | undefined }) | null
  /** The rows of the stop register that have their entry. */
  stopsHeard: string[]
  /** When it last went on after a stop: whatever it asks for, it asks for anew since then. */
  wentOn: Mark | null
  forwardOnly: boolean
  /** When its rollback was asked for: from there it ends, and never goes on. */
  goingBack: Mark | null
  /** When every step was looked at for what its entries may not tell. */
  lookedOver: Mark | null
  /** The newest that nothing has overtaken since. */
  proposal: Proposal | null
  /** Steps whose effect stays, since the run ended before they were undone. */
  leftInPlace: string[]
  /** Whether it ended before it was known what lost entries may have told of. */
  endedUnlooked: boolean
  /** Since when the loss cannot be read, with the newest figure that was known; null while it can, or never could. */
  lossUnknown: (Mark & { last: LossFigure; why: string }) | null
  /** What the one-way step would lose when it was last sent; null until then. */
  lossAtAct: LossFigure | null
  pointOfNoReturn: { step: string; at: string; requestId: string | null; sequence: number } | null
  /** What its promotion lost, measured from outside. */
  measured: LossFigure | null
  steps: Record<string, StepState>
  /** Nothing it still does moves what changes role: another run may. */
  released: Mark | null
  ended: (Mark & { outcome: string }) | null
}

export interface PollState {
  number: number
  question: string
  duties: string[]
  called: Mark
  answers: Record<string, Mark & { answer: 'go' | 'no-go'; reason: string | null }>
  closed: Mark | null
}

export interface IncidentState {
  id: string
  number: number
  plan: { key: string; hash: string }
  environment: { name: string; hash: string }
  mode: Mode
  title: string
  /** relapsed: it had recovered, and is down again. */
  status: 'proposed' | 'declared' | 'recovered' | 'relapsed' | 'closed'
  proposed: Mark
  /** The first, and the newest. */
  alerts: { source: string; name: string; fingerprint: string; startsAt: string; resolved: boolean; received: Mark }[]
  /**
   * Seen from outside. `tier`: which tier was seen to fail; null in a history from before tiers were named, where every
   * tier that is watched counts as down.
   */
  impact: { at: string; source: string; tier: string | null; sequence: number } | null
  /**
   * Somebody's word on when the impact began, from before the monitors saw one; the latest. It is no outage: what counts
   * as down is the plan's rule. Once an impact was seen, a word moves when that began instead.
   */
  impactSaid: { at: string; reason: string; mark: Mark } | null
  impactCorrections: { at: string; reason: string; mark: Mark }[]
  declared: (Mark & { class: string; runbook: string; statement: string }) | null
  duties: Record<string, string>
  /** By `runbook/gate`. */
  gates: Record<string, { verdict: Verdict; readings: ReadingFact[]; reason: string; mark: Mark }>
  /** `standsIn`: for a check that nobody could read when it was said. */
  attested: Record<string, Mark & { statement: string; standsIn?: true }>
  /** What was accepted; and, as of polls and alerts, the newest. */
  decisions: (Mark & { kind: DecisionKind; runId: string | null; subject: string | null; statement: string })[]
  polls: PollState[]
  tiers: Record<string, TierRecord>
  loss: LossFigure | null
  runs: RunState[]
  requests: Record<string, ApprovalRequestState>
  closed: (Mark & { reason: string }) | null
  /** What people decided, as it was said, the newest hundreds: nothing but their number takes a line away. */
  decided: RecordedEvent[]
  /** How many they decided before those: the journal has them. */
  decidedBefore: number
  /** The journal sequence this state stands at. */
  sequence: number
}

/** A step no event has touched yet. */
export function pendingStep(id: string): StepState {
  return {
    id,
    status: 'pending',
    attempts: [],
    generation: 0,
    judged: {},
    recorded: [],
    outputs: {},
    startedAt: null,
    endedAt: null,
    failure: null,
    skipped: null,
    takenOver: null,
    otherHands: null,
    inHandSince: null,
    attested: null,
    withoutEntry: null,
    proof: null,
  }
}

export function stepOf(run: RunState, id: string): StepState {
  return run.steps[id] ?? pendingStep(id)
}

export function currentAttempt(step: StepState): AttemptState | null {
  const last = step.attempts.at(-1)
  return last !== undefined && last.ended === null ? last : null
}

/** The run that is under way, or the last one. */
export function currentRun(state: IncidentState): RunState | null {
  return state.runs.at(-1) ?? null
}

const over: readonly RunStatus[] = ['completed', 'rolled-back', 'rollback-stopped', 'superseded', 'abandoned']

export function isLive(run: RunState): boolean {
  return !over.includes(run.status)
}
