import type { Hands } from './attempt'
import { commandsOf, executorContext, idempotencyKey, isOpen, loadAttempt, loadRun, report } from './attempt'
import { ExecutorError } from './ports'
import { timing } from './timing'

/**
 * Undoes one step, under an intent of its own. What cannot be undone by machine fails with that reason, for a person.
 * After a lost reply the target is looked at: what is absent is undone.
 */
export async function undoStep(hands: Hands): Promise<void> {
  const { ports, step } = hands
  const sendUntil = ports.clock.monotonic() + timing.sendWithin
  const { run } = await loadRun(hands)
  if (run.status !== 'rolling-back') return
  const intent = await hands.journal.record({
    type: 'intend-step',
    runId: hands.runId,
    step: step.id,
    kind: 'undo',
    before: {},
    sendWithinMilliseconds: timing.sendWithin,
  })
  if (!intent.ok) return
  await ports.reach('after-intent', `undo-${step.id}`)
  const open = await loadAttempt(hands)
  if (open === null) return
  const commands = commandsOf(hands, open.incident, open.run)
  for (const state of open.attempt.commands) {
    const command = commands[state.index]
    if (command === undefined) continue
    const executor = ports.registry.action(command.action)
    const number = open.attempt.number
    if (executor.undo === undefined) {
      const message = `${command.action} has no undo. ${step.rollback}`
      return void (await report(hands, number, { type: 'fail-undo', code: 'no-undo', message }))
    }
    if (sendUntil <= ports.clock.monotonic())
      return void (await report(hands, number, { type: 'withdraw-attempt', reason: 'not sent in time' }))
    const context = executorContext(hands, open.incident, command, AbortSignal.timeout(timing.requestDeadline))
    try {
      const receipt = await executor.undo(command, state.before, {
        ...context,
        idempotencyKey: `${idempotencyKey(hands, state.index)}/undo`,
        deadlineMilliseconds: timing.requestDeadline,
      })
      await report(hands, number, { type: 'accept-command', command: state.index, ...receipt })
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error
      if (error.kind === 'in-doubt' || error.kind === 'aborted') {
        await report(hands, number, { type: 'doubt-command', command: state.index, reason: error.message })
        return settleUndo(hands)
      }
      const unreached = error.kind === 'unreachable' && command.ifUnreachable === 'continue'
      const neverActed = !openAct(open.run.steps[step.id]?.attempts ?? [], state.index)
      if (!unreached || !neverActed) {
        const { code, message } = error
        return void (await report(hands, number, { type: 'fail-undo', code, message }))
      }
      await report(hands, number, {
        type: 'unreachable-command',
        command: state.index,
        code: error.code,
        message: error.message,
      })
    }
  }
  await report(hands, open.attempt.number, { type: 'finish-undo' })
}

/** Whether the command ever took, or may have taken, effect. */
function openAct(
  attempts: readonly { kind: string; commands: { index: number; status: string }[] }[],
  index: number,
): boolean {
  return attempts.some(
    (attempt) =>
      attempt.kind === 'act' &&
      attempt.commands.some(
        (c) => c.index === index && ['accepted', 'present', 'in-progress', 'in-doubt', 'unknown'].includes(c.status),
      ),
  )
}

/** Takes up an undo an earlier holder left open, or one whose reply was lost: absent now means undone. */
export async function settleUndo(hands: Hands): Promise<void> {
  const { clock, registry } = hands.ports
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.kind !== 'undo') return
    const number = open.attempt.number
    const waiting = open.attempt.commands.filter(isOpen)
    if (waiting.length === 0) return void (await report(hands, number, { type: 'finish-undo' }))
    const commands = commandsOf(hands, open.incident, open.run)
    const quiet = Date.parse(open.attempt.sendBefore) + timing.requestDeadline
    for (const state of waiting) {
      const command = commands[state.index]
      if (command === undefined) continue
      const context = executorContext(hands, open.incident, command, AbortSignal.timeout(timing.requestDeadline))
      try {
        const key = idempotencyKey(hands, state.index)
        const seen = await registry.action(command.action).observe(command, { ...context, idempotencyKey: key })
        if (seen.effect === 'absent')
          await report(hands, number, { type: 'observe-command', command: state.index, ...seen })
        else if (clock.now() >= quiet)
          return void (await report(hands, number, { type: 'withdraw-attempt', reason: 'not undone yet; tried again' }))
      } catch (error) {
        if (!(error instanceof ExecutorError)) throw error
      }
    }
    await clock.wait(open.incident.environment.pollEvery)
  }
}
