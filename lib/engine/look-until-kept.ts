import { resolveStep } from '@/lib/domain/run/resolve-step'
import { hasUndo, undoWaiver } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { runIn } from './attempt'
import { lookFirst, type FirstLook } from './look-first'
import type { PinnedIncident } from './ports'
import { backOff, mostTries } from './timing'

export interface KeptLook extends FirstLook {
  /** Commands that are not sent, by index: nobody would know how to take them back, and the plan lets them be. */
  spared: Record<number, string>
  /** What keeps the step from being begun: what undo must know of a command, in the words of its target. */
  unkept: { message: string } | null
}

/**
 * Looks first, and does not take silence for an answer to what undo must know: it is asked again, six times at most. A
 * target that says no is not asked again.
 */
export async function lookUntilKept(hands: Hands, known: PinnedIncident): Promise<KeptLook> {
  const { clock } = hands.ports
  let incident = known
  for (let tries = 1; ; tries += 1) {
    const look = judged(hands, incident, await lookFirst(hands, incident))
    if (look.unkept === null || look.unkept.refused || tries === mostTries || hands.signal.aborted) return look
    await clock.wait(backOff(tries), hands.signal).catch(() => undefined)
    incident = await hands.journal.load()
  }
}

function judged(hands: Hands, incident: PinnedIncident, first: FirstLook) {
  const { step } = hands
  const run = runIn(incident.state, hands.runId)
  const spared: Record<number, string> = {}
  const look = { ...first, spared, unkept: null as { message: string; refused: boolean } | null }
  if (!hasUndo(step) || undoWaiver(incident.state, run, step.id) !== null) return look
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, step)
  if (!resolved.ok) return look
  const { attempts } = stepOf(run, step.id)
  for (const [index, command] of resolved.commands.entries()) {
    const fault = first.silence[index]
    if (fault === undefined) continue
    // Undo restores what was there before the first try that may have left; that is on record already.
    const known = attempts.some(
      ({ kind, commands }) => kind === 'act' && commands.some((one) => one.index === index && one.maybeSent),
    )
    if (known) continue
    const refused = fault.kind === 'refused'
    if (command.ifUnreachable === 'continue' && !refused) spared[index] = fault.message
    else if (look.unkept === null || (refused && !look.unkept.refused))
      look.unkept = { message: `What undo must know cannot be had: ${fault.message}`, refused }
  }
  return look
}
