import { describe, expect, it } from 'vitest'
import { commander, momentWhen, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildQueueView } from './approval/queue-view'
import { asksOf, relapseAsked } from './asks'
import { buildShellView } from './shell-view'

const approver = 'tomas-varga'

/** What asks a person, as the bar of every page has it. */
function asks(story: IncidentStory, person: string) {
  const viewer = story.viewer(person)
  const input = story.input()
  const relapse = relapseAsked(input, viewer)
  const queue = buildQueueView([input], viewer, input.now)
  return asksOf(buildShellView([], queue.mine, [], relapse === null ? [] : [relapse]))
}

describe('what asks a person', () => {
  it('is an approval, with the way to it, of whoever is waited for', () => {
    const story = night.asked()
    const { requestId } = night.request(story)
    expect(asks(story, approver)).toMatchObject([
      { title: expect.stringContaining('your approval is asked for'), href: `/approvals/${requestId}` },
    ])
    expect(asks(story, commander), 'whoever asked is not asked').toEqual([])
  })

  it('is a new asking when it is asked again, and the same one otherwise', () => {
    const story = night.asked()
    const { requestId } = night.request(story)
    const first = asks(story, approver)[0]?.key
    story.at('02:46:30')
    expect(asks(story, approver)[0]?.key).toBe(first)
    story.at('02:46:50').by(commander, { type: 'ask-again', requestId, person: approver, way: 'slack' })
    expect(asks(story, approver)[0]?.key).not.toBe(first)
    expect(asks(story, 'ines-duarte')[0]?.key).toBe(first)
  })

  it('is a relapse, of whoever commands, until a run is armed for it', () => {
    const story = night.relapsed()
    expect(asks(story, commander)).toMatchObject([
      { title: expect.stringMatching(/^LIVE INC-2041, .+: T0 down again$/), href: `/incidents/${story.state.id}` },
    ])
    expect(asks(story, approver)).toEqual([])
    expect(asks(night.armedAgain(), commander)).toEqual([])
  })
})

describe('a word that waits for a second person', () => {
  const queue = (kind: StateKind, who: string) => {
    const { story } = momentWhen(kind)
    return buildQueueView([story.input()], story.viewer(who), story.now())
  }

  it.each<[StateKind, string]>([
    ['outcome proposed', 'Do you agree: S7 happened?'],
    ['abandon proposed', 'Do you agree: the run is given up?'],
    ['promotion attested', 'Was S7 done by hand?'],
  ])('is asked for where approvals are, of whoever may give it: %s', (kind, title) => {
    const { mine } = queue(kind, 'ines-duarte')
    expect(mine).toMatchObject([{ kind: 'word', title, href: '/incidents/i-2041', given: 1, needed: 2 }])
    expect(queue(kind, 'mara-okafor')).toMatchObject({ mine: [], others: [{ title }] })
    const [ask] = asksOf({ relapses: [], asked: mine })
    expect(ask).toMatchObject({
      href: '/incidents/i-2041',
      title: expect.stringMatching(/your word is asked for/) as string,
    })
  })

  it('waits for nobody any more once it counts', () => {
    for (const kind of ['promotion settled', 'abandoned'] as const)
      expect(queue(kind, 'ines-duarte').mine.filter((row) => row.kind === 'word')).toEqual([])
  })
})
