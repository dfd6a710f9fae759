import type { Facts } from '@/lib/domain/action/resolved'
import { resolveStep } from '@/lib/domain/run/resolve-step'
import type { Hands } from './attempt'
import { executorContext, loadAttempt, loadRun, report } from './attempt'
import { ExecutorError } from './ports'
import { sendCommands } from './send-commands'
import { settleAttempt } from './settle-attempt'
import { timing } from './timing'
import { verifyStep } from './verify-step'

/**
 * Carries one step from its intent to its proof. The invariant: nothing that may change the world is sent before the
 * intent is committed, nor after `sendBefore`, and the step counts as done only when its predicates hold.
 */
export async function executeStep(hands: Hands): Promise<void> {
  const { ports, step } = hands
  const before = await readBefore(hands)
  await ports.reach('before-intent', step.id)
  // Counted from before the decision, so that it ends no later than `sendBefore` on the database's clock.
  const sendUntil = ports.clock.monotonic() + timing.sendWithin
  const intent = await hands.journal.record({
    type: 'intend-step',
    runId: hands.runId,
    step: step.id,
    kind: 'act',
    before,
    sendWithinMilliseconds: timing.sendWithin,
  })
  if (!intent.ok) return
  await ports.reach('after-intent', step.id)

  const open = await loadAttempt(hands)
  // The decision may have voided a drifted approval instead of recording an intent.
  if (open === null) return
  const { attempt } = open
  const sent = await sendCommands(hands, open, sendUntil)
  if (sent === 'ended') return
  if (sent === 'doubtful' || hands.signal.aborted) {
    const settled = await settleAttempt(hands, attempt.number)
    if (settled !== 'in-the-world') return
  }
  if (hands.signal.aborted) return stopHere(hands, attempt.number)
  await verifyStep(hands, attempt.number)
}

/** The step's undo must know what was there before; reading it is harmless and comes before the intent. */
async function readBefore(hands: Hands): Promise<Record<number, Facts>> {
  const { incident, run } = await loadRun(hands)
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, hands.step)
  if (!resolved.ok) return {}
  const entries = await Promise.all(
    resolved.commands.map(async (command, index) => {
      const executor = hands.ports.registry.action(command.action)
      if (executor.before === undefined) return null
      try {
        const limit = AbortSignal.any([hands.signal, AbortSignal.timeout(timing.requestDeadline)])
        return [index, await executor.before(command, executorContext(hands, incident, command, limit))] as const
      } catch (error) {
        // A target that cannot be read now may still be acted on; undo then says that it does not know the past.
        if (error instanceof ExecutorError) return null
        throw error
      }
    }),
  )
  return Object.fromEntries(entries.filter((entry) => entry !== null))
}

/** Takes up an attempt that an earlier holder of the lease left open: observes before anything else. */
export async function resumeAttempt(hands: Hands): Promise<void> {
  const open = await loadAttempt(hands)
  if (open === null || open.attempt.kind !== 'act') return
  const { attempt } = open
  const settled = await settleAttempt(hands, attempt.number)
  if (settled !== 'in-the-world') return
  if (hands.signal.aborted) return stopHere(hands, attempt.number)
  await verifyStep(hands, attempt.number)
}

/** Aborted while proving itself: the effect is known, the proof is not finished. The step may be taken up again. */
async function stopHere(hands: Hands, attempt: number): Promise<void> {
  const settled = await settleAttempt(hands, attempt)
  if (settled === 'in-the-world') await report(hands, attempt, { type: 'withdraw-attempt', reason: 'stopped by abort' })
}
