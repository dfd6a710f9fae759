import { describe, expect, it } from 'vitest'
import { commander, momentWhen, stateKinds } from '@/lib/testing/every-state'
import { buildApprovalView } from '../approval/approval-view'
import type { ActionView } from './action'
import { buildConsoleView } from './console-view'

/** Every action that a person finds anywhere in the incident, at every kind of moment. */
const actions: ActionView[] = stateKinds.flatMap((kind) => {
  const { story } = momentWhen(kind)
  const input = story.input()
  const viewer = story.viewer(commander)
  const { doNow, runActions, focus } = buildConsoleView(input, viewer)
  const requests = Object.keys(input.state.requests)
  return [
    ...(doNow.primary === null ? [] : [doNow.primary]),
    ...doNow.others,
    ...runActions,
    ...Object.values(focus).flatMap((one) => one.actions),
    ...requests.flatMap((id) => buildApprovalView(input, id, viewer)?.approve ?? []),
  ]
})

describe('a button of consequence', () => {
  it.each(['start-run', 'give-approval', 'give-go', 'resume-run', 'abort-run', 'roll-back-run'] as const)(
    'names the environment it acts in: %s',
    (verb) => {
      const offered = actions.filter((action) => action.verb === verb)
      expect(offered.length).toBeGreaterThan(0)
      const { title } = momentWhen('declared').story.environment
      expect(new Set(offered.map(({ where }) => where))).toEqual(new Set([title]))
    },
  )

  it('is not every button: a word in the room moves nothing', () => {
    const polls = actions.filter(({ verb }) => verb === 'call-poll')
    expect(polls.length).toBeGreaterThan(0)
    expect(polls.every(({ where }) => where === undefined)).toBe(true)
  })
})
