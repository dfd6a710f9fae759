import { expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'

/** A command that the plan waits for no longer than for its reply, and what the worker said of it. */
function fence(...words: { type: 'doubt-command' | 'unreachable-command'; final?: boolean }[]) {
  const { story } = momentWhen('going')
  story.starts('S6')
  const at = { ...story.attempt('S6'), command: 0 }
  for (const { type, final } of words)
    story.worker(
      type === 'doubt-command'
        ? { type, ...at, reason: 'no answer in time' }
        : { type, ...at, code: 'deadline', message: 'no answer in time', ...(final === undefined ? {} : { final }) },
    )
  return story.state.runs[0]?.steps['S6']?.attempts[0]?.commands[0]
}

it('what was given up after it had left may still arrive, until a look that nothing can follow', () => {
  const [left, gaveUp] = [{ type: 'doubt-command' }, { type: 'unreachable-command' }] as const
  expect(fence(left, gaveUp)).toMatchObject({ status: 'unreachable', maybeSent: true, unsettled: true })
  expect(fence(left, gaveUp, { ...gaveUp, final: false })).toMatchObject({ unsettled: true })
  expect(fence(left, gaveUp, { ...gaveUp, final: true })).toMatchObject({ status: 'unreachable', unsettled: false })
})

it('what never left cannot arrive', () => {
  expect(fence({ type: 'unreachable-command' })).toMatchObject({ maybeSent: false, unsettled: false })
})
