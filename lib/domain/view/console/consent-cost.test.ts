import { describe, expect, it } from 'vitest'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import type { PersonCommand } from '../../run/commands'
import type { ActionView } from './action'
import { buildConsoleView } from './console-view'

const mara = 'mara-okafor'
const both = 'Void with it: the approval of S6, S7 and S12 by Tomás Varga and Ines Duarte. People are asked again.'
const console = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(mara))
const offered = (story: IncidentStory) => {
  const { doNow, focus } = console(story)
  const all = [doNow.primary, ...doNow.others, ...Object.values(focus).flatMap(({ actions }) => actions)]
  return all.filter((one): one is ActionView => one?.disabledBecause === null)
}
const action = (story: IncidentStory, label: string) => {
  const found = offered(story).find((one) => one.label === label)
  if (found === undefined) throw new Error(`${label} is not offered`)
  return found
}
const unproven = () => momentWhen('fence unproven').story
const press = (story: IncidentStory, { verb, input, ask }: ActionView) => {
  const { incidentId: _, ...fields } = input
  const said = ask?.field == null ? {} : { [ask.field]: [...ask.confirm, 'for the record'].join(' ') }
  return story.by(mara, { ...fields, ...said, type: verb } as unknown as PersonCommand)
}

describe('what a press costs of what others approved', () => {
  it('is asked first, and named, before a step that failed is tried again', () => {
    const retry = action(unproven(), 'Retry S6')
    expect(retry).toMatchObject({ how: 'ask', ask: { field: null } })
    expect(retry.ask?.costs).toBe(both)
  })

  it.each(['Accept S6 unproven', 'Skip S6'])('is said in the same words by %s', (label) => {
    expect(action(unproven(), label).ask?.costs).toBe(both)
  })

  it('is nothing where nobody has approved what is changed: the press asks nothing', () => {
    const failed = momentWhen('step failed').story
    expect(action(failed, 'Retry S4')).toMatchObject({ how: 'press' })
    expect(action(unproven(), 'Take over by hand').ask?.costs).toBeNull()
  })

  it('says before anybody has consented that the request is void', () => {
    const ahead = action(night.asked(), 'Accept S6 unproven in advance')
    expect(ahead.ask?.costs).toBe('Void with it: what was asked for S6, S7 and S12. It is asked for again.')
  })

  it.each(stateKinds)('is what the rules then void, when %s', (kind) => {
    const { story } = momentWhen(kind)
    const run = story.state.runs.at(-1)
    // Before GO nobody voids: what was approved is compared at GO.
    if (run?.go == null) return
    const standing = (one: IncidentStory) =>
      Object.values(one.state.requests).filter(({ ended }) => ended === null).length
    const changes = offered(story).filter(({ verb }) => /^(retry|skip|take-over)-step$|^record-decision$/.test(verb))
    for (const one of changes)
      expect([one.label, one.ask?.costs != null]).toEqual([
        one.label,
        standing(press(story.copy(), one)) < standing(story),
      ])
  })
})

describe('a step that stayed unproven and is to be tried again', () => {
  const again = () => press(unproven(), action(unproven(), 'Retry S6'))

  it('is asked for by the names of all that the request covers', () => {
    const { doNow } = console(again())
    expect(doNow.headline).toBe('Ask again for S6, S7 and S12')
    expect(doNow.primary?.label).toBe('Ask for approval of S6, S7 and S12')
  })

  it('may be accepted unproven at the same time, so that people are asked once', () => {
    const story = press(again(), action(again(), 'Accept S6 unproven in advance'))
    night.readable(night.approvedAgain(story)).starts('S6').accepts('S6')
    story.worker({ type: 'unprove-step', ...story.attempt('S6'), readings: [] })
    expect(console(story).doNow.headline).not.toMatch(/unproven|Ask again/)
  })

  it('was sent once and is not sent again: its card and the headline say one thing', () => {
    const { doNow, focus } = console(again())
    expect(focus['step:S6']?.word).toBe('sent, outcome not known')
    expect(doNow.detail).toMatch(/^Not sent again: S6 was asked for again/)
  })
})
