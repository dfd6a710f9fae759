import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { CommandState, StepState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import { wasInHandFirst, wentWithoutUndo } from '@/lib/domain/run/ready'
import type { Hands, OpenAttempt, Word } from './attempt'
import { commandsOf, isQuiet, loadAttempt, report } from './attempt'
import { elapsedSince, settleWindow } from './elapsed'
import { finishAll } from './finish-all'
import { lookBack, neverReached } from './look-back'
import { LookPause } from './look-pause'
import type { Observation } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'
import { letGo } from './tries'

/**
 * Watches an undo to its end, its own or one that an earlier holder left open. Undone is what a look has seen to be as
 * before, never what a call said. What is still there is sent again only when no reply vouched for it and nothing can
 * arrive any more; what is under way or cannot be told is waited for, up to the step's timeout, and then a person's.
 */
export async function settleUndo(hands: Hands): Promise<void> {
  const { clock } = hands.ports
  const pause = new LookPause()
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.kind !== 'undo') return
    const { number } = open.attempt
    if (isPersons(open, hands)) return void (await report(hands, number, forPeople(hands, open)))
    const waiting = open.attempt.commands.filter(({ status }) => status !== 'absent' && status !== 'unreachable')
    if (waiting.length === 0) {
      await hands.ports.reach('before-success', `undo-${hands.step.id}`)
      await report(hands, number, { type: 'finish-undo' })
      return hands.ports.reach('after-success', `undo-${hands.step.id}`)
    }
    const quiet = isQuiet(hands, hands.step.id, open.attempt)
    const looks = await finishAll(waiting.map((state) => look(hands, open, state, pause)))
    if (looks.some(({ back }) => back)) continue
    if (quiet && looks.every(({ again }) => again)) return letGo(hands, open, 'not undone yet; tried again')
    const window = settleWindow(scaleTime(open.incident.environment, hands.step.timeout))
    if (elapsedSince(hands, open.attempt, Date.parse(open.attempt.intended.at)) > window)
      return void (await report(hands, number, tooLate(looks)))
    await clock.wait(pause.next(open.incident.environment.pollEvery))
  }
}

/**
 * Only a person can take back what no command of ours did, what no entry tells of, what somebody has in hand, what
 * somebody had in hand before a machine looked at what was there before it, and what was accepted as having no way back.
 */
export function isPersons({ attempt, run, incident }: OpenAttempt, hands: Hands): boolean {
  const step = stepOf(run, hands.step.id)
  const { takenOver, attested, withoutEntry } = step
  if (attempt.commands.length === 0 || withoutEntry !== null) return true
  if (wentWithoutUndo(incident.state, run, step.id)) return true
  return (takenOver?.sequence ?? 0) > (attested?.sequence ?? 0) || wasInHandFirst(step)
}

export function forPeople({ step }: Hands, { run, incident }: OpenAttempt): Word {
  const why = whyByHand(stepOf(run, step.id), wentWithoutUndo(incident.state, run, step.id))
  const message = `${why} ${step.rollback} Then skip it with what was done, or retry.`
  return { type: 'fail-undo', code: 'by-hand', message }
}

function whyByHand({ withoutEntry, takenOver }: StepState, waived: boolean): string {
  if (withoutEntry !== null) {
    const what = withoutEntry.untold ? 'nobody can say that nothing of it is in the world' : 'it is in the world'
    return `No entry tells of it, and ${what}: ${withoutEntry.detail.replace(/\.?$/, '.')}`
  }
  if (waived) return 'It was accepted that nobody knows what was there before it.'
  return takenOver === null
    ? 'A person had it in hand, and what they changed has no entry.'
    : 'A person has it in hand.'
}

interface Look {
  back: boolean
  /** Seen not to be back, and no reply vouched for it: it may be sent again. */
  again: boolean
  detail: string
  told: boolean
}

async function look(hands: Hands, open: OpenAttempt, state: CommandState, pause: LookPause): Promise<Look> {
  const command = commandsOf(hands, open.incident, open.run)[state.index]
  const on = { command: state.index }
  let seen: Observation | null = null
  try {
    if (command !== undefined) seen = await lookBack(hands, open.incident, state, command, timing.requestDeadline)
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    pause.heard(error)
    if (command !== undefined && neverReached(open, hands, command, state.index)) {
      await report(hands, open.attempt.number, {
        type: 'unreachable-command',
        ...on,
        code: error.code,
        message: error.message,
      })
      return { back: true, again: false, detail: error.message, told: true }
    }
    seen = { effect: 'unknown', facts: {}, outputs: {}, detail: error.message }
  }
  seen ??= { effect: 'unknown', facts: {}, outputs: {}, detail: 'nothing says whether it is undone' }
  const back = seen.effect === 'absent'
  // A yes of the target stands until it is seen to be done: what it accepted is waited for, not asked of it again.
  const accepted = state.status === 'accepted'
  if (back || (!accepted && seen.effect !== state.status))
    await report(hands, open.attempt.number, { type: 'observe-command', ...on, ...seen, final: back })
  const there = seen.effect === 'present' || seen.effect === 'partial'
  return { back, again: there && !accepted, detail: seen.detail, told: there }
}

function tooLate(looks: readonly Look[]): Word {
  const details = looks.map(({ detail }) => detail).join('; ')
  const untold = looks.some(({ told }) => !told)
  return {
    type: 'fail-undo',
    code: untold ? 'in-doubt' : 'timeout',
    message: untold
      ? `Whether it is undone could not be told in time: ${details}. Look at the target, then retry or skip.`
      : `Not as before in time: ${details}.`,
  }
}
