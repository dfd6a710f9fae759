import type { Facts } from '../system/resolved'
import type { NoticeWay } from '../plan/schema/notice'
import type { Effect, LossFigure, ReadingFact, Verdict } from './events/facts'
import type { LookedAt } from './events/run-events'
import type { ProofRead } from './proofs'

/** What the worker reports to an incident's stream. Judged by `decide` like a person's words. */
interface OfAttempt {
  runId: string
  step: string
  attempt: number
}
interface OfCommand extends OfAttempt {
  command: number
}

interface OfNotice {
  requestId: string
  person: string
  way: NoticeWay
}

export type WorkerCommand =
  /** By the plan's rule for an outage: impact, another tier's first failure, a recovery lost, or a relapse. */
  | { type: 'see-failure'; tier: string; at: string; source: string }
  | { type: 'judge-gate'; runbook: string; gate: string; verdict: Verdict; readings: ReadingFact[]; reason: string }
  | { type: 'see-recovery'; tier: string; at: string; source: string }
  | { type: 'lose-recovery'; tier: string; at: string; source: string }
  | { type: 'prove-recovery'; tier: string; at: string; source: string }
  | { type: 'measure-loss'; loss: LossFigure }
  /** What promoting would lose stopped or began to be readable; `last` is the newest figure that was known. */
  | { type: 'watch-loss'; runId: string; loss: LossFigure; last: LossFigure | null }
  /** Its expectation came true after its time, and the plan says that this counts. */
  | { type: 'count-late'; runId: string; step: string }
  | ({ type: 'judge-proof'; runId: string; step: string } & ProofRead)
  | { type: 'void-approval'; runId: string; requestId: string; reason: string }
  | { type: 'expire-approval'; runId: string; requestId: string }
  | ({ type: 'intend-notice' } & OfNotice)
  | ({ type: 'finish-notice'; attempt: number; reference: string | null } & OfNotice)
  | ({
      type: 'fail-notice'
      attempt: number
      code: string
      message: string
      perhapsSent: boolean
      /** Null: it is of no use to try again. */
      retryInMilliseconds: number | null
    } & OfNotice)
  | {
      type: 'intend-step'
      runId: string
      step: string
      kind: 'act' | 'undo'
      /** By command index, what undo must know; taken by reading, before the intent. */
      before: Record<number, Facts>
      /** Why not all of it could be had. */
      unkept?: string
      /** The commands, by index, whose effect was seen in the world already, or under way there. */
      found?: number[]
      /** Those of which some was seen there: the rest is still sent. */
      foundPartly?: number[]
      /** Of a step with no way back: what was read just now of the steps it rests on, and when it was asked. */
      proofs?: ({ step: string; readAt: string } & ProofRead)[]
      /** When what was seen before it was asked for, by the database's clock as the worker knows it. */
      lookedAt?: string
      /** How long after the decision's clock the request may still leave, milliseconds. */
      sendWithinMilliseconds: number
      /** How long after that something of it may still arrive or come to light; by default a request's own time. */
      quietAfterMilliseconds?: number
    }
  /** It is not begun, and nothing was sent. It waits for a person. */
  | { type: 'bar-step'; runId: string; step: string; kind: 'act' | 'undo'; code: string; message: string }
  | ({ type: 'accept-command'; requestId: string | null; facts: Facts; outputs: Facts } & OfCommand)
  | ({ type: 'refuse-command'; code: string; message: string; requestId: string | null; busy: boolean } & OfCommand)
  | ({ type: 'unreachable-command'; code: string; message: string; final?: boolean } & OfCommand)
  | ({ type: 'doubt-command'; reason: string } & OfCommand)
  | ({
      type: 'observe-command'
      effect: Effect
      facts: Facts
      outputs: Facts
      detail: string
      /** Whether nothing can change it any more: looked at once all was quiet, or no request had left. */
      final?: boolean
    } & OfCommand)
  | ({ type: 'judge-predicates'; judged: { predicate: number; verdict: Verdict; fact: ReadingFact }[] } & OfAttempt)
  | ({ type: 'record-readings'; readings: ReadingFact[] } & OfAttempt)
  | ({ type: 'succeed-step'; outputs: Facts } & OfAttempt)
  | ({ type: 'unprove-step'; readings: ReadingFact[] } & OfAttempt)
  | ({ type: 'fail-step'; code: string; message: string } & OfAttempt)
  | ({ type: 'withdraw-attempt'; reason: string } & OfAttempt)
  /** Of an attempt that has ended, where the database's clock cannot tell. */
  | ({ type: 'tell-quiet' } & OfAttempt)
  | ({ type: 'finish-undo' } & OfAttempt)
  | ({ type: 'fail-undo'; code: string; message: string } & OfAttempt)
  | { type: 'stop-run'; runId: string }
  | { type: 'finish-rollback'; runId: string }
  | { type: 'complete-run'; runId: string }
  | { type: 'release-boundary'; runId: string }
  /**
   * `looked`: steps that were looked at. `found`: those of which something is, or may be, in the world without an entry;
   * absent: whether to look at all.
   */
  | { type: 'look-over'; runId: string; looked?: string[]; found?: LookedAt[] }

export type AlertCommand = {
  type: 'receive-alert'
  source: string
  name: string
  fingerprint: string
  status: 'firing' | 'resolved'
  startsAt: string
}
