import { proofsUnder, readsAgain, type ProofRead } from '@/lib/domain/run/proofs'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentRun, type IncidentState } from '@/lib/domain/run/state'
import type { Plan } from '@/lib/domain/plan/schema/plan'

const holds: ProofRead = { verdict: 'met', broken: [], readings: [], reason: '' }

/** What a worker reads right before a step with no way back: all it rests on holds, but for what is given. */
export function proofsRead(
  story: { state: IncidentState; plan: Plan; now(): string },
  id: string,
  but: Readonly<Record<string, Partial<ProofRead>>> = {},
): { proofs?: ({ step: string; readAt: string } & ProofRead)[] } {
  const { state, plan } = story
  const run = currentRun(state)
  const runbook = run === null ? null : runbookOf(plan, run.runbook)
  const step = runbook?.steps.find((one) => one.id === id)
  if (run === null || runbook === null || step === undefined || !readsAgain(runbook, step)) return {}
  const under = proofsUnder(run, runbook, id)
  return { proofs: under.map(({ id: step }) => ({ step, readAt: story.now(), ...holds, ...but[step] })) }
}
