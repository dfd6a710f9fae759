import { lossWords } from '../view/format/duration'
import type { ApprovalContent, CoveredStep } from './events/approval-events'
import { digestOf } from './resolve-step'
import type { ApprovalRequestState } from './state'

type Basis = Omit<ApprovalContent, 'steps'>

/**
 * Why a request no longer stands for what would run now; null while it does. Steps of it that are done since, or that
 * are not asked about, take nothing from the others.
 */
export function changedSince({ content }: Pick<ApprovalRequestState, 'content'>, now: ApprovalContent): string | null {
  const { steps: then, ...asked } = content
  const { steps, ...rest } = now
  if (digestOf(asked) !== digestOf(rest)) return basisChange(asked, rest)
  const other = then.find((covered) => {
    const step = steps.find(({ step }) => step === covered.step)
    return step !== undefined && digestOf(step) !== digestOf(covered)
  })
  return other === undefined ? null : stepChange(other, steps)
}

/** Whether what is shown is what the digest names: a state that was kept may have been tampered with. */
export function isWhatItNames({ content, digest }: Pick<ApprovalRequestState, 'content' | 'digest'>): boolean {
  return digestOf(content) === digest
}

export const notWhatItNames =
  'What is shown here is not what the request’s digest names: the kept state is damaged. Approve nothing; have it built again from the journal.'

/** Whether everything that would be asked for now was asked for by this request, exactly as it is. */
export function coversAll(request: Pick<ApprovalRequestState, 'content'>, now: ApprovalContent): boolean {
  const asked = new Set(request.content.steps.map(({ step }) => step))
  return changedSince(request, now) === null && now.steps.every(({ step }) => asked.has(step))
}

function stepChange(then: CoveredStep, steps: readonly CoveredStep[]): string {
  const now = steps.find(({ step }) => step === then.step)
  return now !== undefined && (now.generation ?? 0) !== (then.generation ?? 0)
    ? `${then.step} was asked for again`
    : `${then.step} is no longer what was approved`
}

/** What changed, by name: it is the reason on the record, and what whoever is asked again wants to hear. */
function basisChange(then: Basis, now: Basis): string {
  const skipped = (now.skipped ?? []).find((step) => !(then.skipped ?? []).includes(step))
  if (skipped !== undefined) return `${skipped}, which it rests on, was skipped`
  const differs = <T>(before: readonly T[] | undefined, after: readonly T[] | undefined) =>
    (after ?? []).find((one) => !(before ?? []).some((other) => digestOf(other) === digestOf(one)))
  const unproven = differs(then.unprovenAccepted, now.unprovenAccepted)
  if (unproven !== undefined) return `${unproven.step} was accepted as unproven`
  const proof = differs(then.proofsAccepted, now.proofsAccepted)
  if (proof !== undefined) return `it was accepted to go on without the proof of ${proof.step}`
  const undo = differs(then.undoAccepted, now.undoAccepted)
  if (undo !== undefined) return `${undo.step} was accepted without a way back`
  const gate = differs(then.gatesPassed, now.gatesPassed)
  if (gate !== undefined)
    return `${gate.gate} was ${gate.as === 'overridden' ? 'passed against its check' : 'accepted as unknown'}`
  if (then.loss?.boundMilliseconds !== now.loss?.boundMilliseconds)
    return `the loss that may be accepted is now ${lossWords(now.loss?.boundMilliseconds ?? 0)}`
  if (then.loss?.unknownAccepted !== now.loss?.unknownAccepted) return 'an unknown loss was accepted'
  if (then.unknownServingAccepted !== now.unknownServingAccepted)
    return 'it was accepted that which region serves is not known'
  return 'what it rests on has changed'
}
