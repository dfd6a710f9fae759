import { describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { asked, gatesOpen } from '@/lib/testing/region-failure'
import { nextMoves } from './next-moves'

const cast = Object.assign((person: string) => ({ database: {} as Database, person, account: person }), {
  commander: 'mara-okafor',
})
const scenario = { class: 'region-failure', title: 'test', acceptUnproven: false, acceptUnknownServing: false }
const kinds = (story: IncidentStory, says: Partial<typeof scenario>) =>
  nextMoves(story.state, story.plan, { ...scenario, ...says }, cast).moves.map(({ kind }) => kind)

describe('the moves of a scripted commander', () => {
  it('ask for approval and GO where nothing is to be accepted', () => {
    expect(kinds(gatesOpen(), {})).toEqual(['ask', 'go'])
  })

  it.each([
    ['accept-serving', 'accept-unknown-serving', [null], { acceptUnknownServing: true }],
    ['accept-unproven', 'accept-unproven', ['S2', 'S6'], { acceptUnproven: true }],
  ] as const)(
    '%s comes before approval, once, because it is part of what is approved',
    (move, kind, subjects, says) => {
      const story = gatesOpen()
      expect(kinds(story, says)).toEqual([...subjects.map(() => move), 'go'])
      for (const subject of subjects)
        story.by('mara-okafor', {
          type: 'record-decision',
          runId: story.runId(),
          kind,
          subject,
          statement: 'in advance',
        })
      expect(kinds(story, says)).toEqual(['ask', 'go'])
    },
  )

  it('asks two persons, neither of them whoever asked', () => {
    const story = asked()
    expect(kinds(story, {})).toEqual(['approve', 'go'])
  })
})
