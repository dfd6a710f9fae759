import type { Plan } from '@/lib/domain/plan/schema/plan'
import { sentencesOf } from '@/lib/domain/plan/schema/attestation'

/** What whoever attests a gate confirms, as it is recorded; any words where the gate asks for none. */
export function attestedWords(plan: Plan, gate: string): string {
  const attest = plan.runbooks.flatMap(({ gates }) => gates).find(({ id }) => id === gate)?.attest
  return attest === undefined ? 'I read them.' : sentencesOf(attest).join(' ')
}
