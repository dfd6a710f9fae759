import type { Effect, Lab } from '../../core/contract'

export interface Attempt {
  system: string
  operation: string
  requestId: string
  target: string
  parameters: Record<string, unknown>
}

/** A refusal, or a request that found its effect already there: complete as soon as it is answered. */
export function recordSettled(
  lab: Lab,
  attempt: Attempt,
  outcome: Extract<Effect['outcome'], 'refused' | 'no-change'>,
  fault: string | null = null,
): void {
  const at = lab.clock.now()
  lab.effects.record({ ...attempt, region: null, outcome, fault, receivedAt: at, settledAt: at })
}

/** An accepted change; it is settled, and may be answered, after the system's service time at scale 1. */
export async function recordAccepted(lab: Lab, attempt: Attempt, serviceTime: number): Promise<void> {
  const receivedAt = lab.clock.now()
  const effect = lab.effects.record({ ...attempt, region: null, outcome: 'accepted', fault: null, receivedAt })
  await lab.clock.wait(serviceTime)
  lab.effects.settle(effect.id)
}
