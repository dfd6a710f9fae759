import type { Predicate } from '@/lib/domain/plan/schema/predicate'
import { notHeld } from '@/lib/domain/posture/not-held'
import { proofsUnder, readsAgain, type ProofRead } from '@/lib/domain/run/proofs'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { stepOf } from '@/lib/domain/run/state'
import type { Verdict } from '@/lib/domain/run/events/facts'
import type { Hands } from './attempt'
import { runIn } from './attempt'
import { Expectation, type Judged } from './judge-expectation'
import { withLimit } from './limit-signal'
import type { PinnedIncident } from './ports'
import { timing } from './timing'

/** Whether the step sends something that nothing takes back; what a person did outside is only verified. */
export function restsOnProofs({ runId, step }: Hands, { state, plan }: PinnedIncident): boolean {
  const run = runIn(state, runId)
  return readsAgain(runbookOf(plan, run.runbook), step) && stepOf(run, step.id).status !== 'attested'
}

/**
 * Reads again what a step with no way back rests on, right before its intent. What does not answer in time is unknown:
 * the intent has its own age limit, and nothing waits for the world in its transaction. A hold has been proven; what
 * counts here is whether it is so now.
 */
export async function readProofs(
  hands: Hands,
  incident: PinnedIncident,
): Promise<({ step: string; readAt: string } & ProofRead)[]> {
  const { ports, step, signal } = hands
  const run = runIn(incident.state, hands.runId)
  const runbook = runbookOf(incident.plan, run.runbook)
  const under = proofsUnder(run, runbook, step.id)
  const all = under.flatMap(({ id, expect }) => expect.map((predicate) => ({ id, predicate: withoutHold(predicate) })))
  const readAt = new Date(ports.clock.now()).toISOString()
  const { judged } = await withLimit(ports.clock, signal, timing.proofs, (limit) =>
    new Expectation(all.map(({ predicate }) => predicate)).judge(ports, incident, run, limit),
  )
  return under.map(({ id, expect }) => {
    const own = judged.filter((_, index) => all[index]?.id === id)
    const verdicts = own.map(({ verdict }) => verdict)
    return { step: id, readAt, ...proofOf(expect, own, verdicts) }
  })
}

/** The verdicts of one step's predicates as one: what does not hold decides, else what is not known. */
export function proofOf(
  expect: readonly Predicate[],
  judged: readonly Judged[],
  verdicts: readonly (Verdict | undefined)[],
): ProofRead {
  const against = expect.flatMap((predicate, index) => {
    const one = judged[index]
    if (one === undefined || verdicts[index] === 'met') return []
    return [{ index, verdict: verdicts[index], words: notHeld(predicate.title, one.fact, one.holdsNow) }]
  })
  const broken = against.filter(({ verdict }) => verdict === 'unmet')
  return {
    verdict: broken.length > 0 ? 'unmet' : against.length > 0 ? 'unknown' : 'met',
    broken: broken.map(({ index }) => index),
    readings: judged.map(({ fact }) => fact),
    reason: (broken.length > 0 ? broken : against).map(({ words }) => words).join('; '),
  }
}

function withoutHold({ hold: _, ...predicate }: Predicate): Predicate {
  return predicate
}
