import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { declared } from '@/lib/testing/region-failure'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { Expectation } from './judge-expectation'

const monitor = 'vantage-eu'
const held = {
  title: 'Works for a minute',
  reading: `${monitor}.ok`,
  operator: 'is',
  value: true,
  hold: 60_000,
} as const

/** `02:48:00` and so many seconds. */
const after = (seconds: number) => new Date(Date.UTC(2026, 10, 19, 2, 48, seconds)).toISOString().slice(11, 19)

/** Judges at that second what a worker has kept; `reads`: what it took just now. */
function watching(story: IncidentStory) {
  const { journal } = engineScene(story, 'S7', {}).hands
  const expectation = new Expectation([held])
  return async (second: number, reads: boolean | 'fails' | 'nothing') => {
    story.at(after(second))
    if (reads === 'fails') story.cannotRead(monitor, 'no reply')
    else if (reads !== 'nothing') story.reads(monitor, { ok: reads })
    return expectation.judgeReadings(await journal.load(), null, story.readings, story.now())[0]?.verdict
  }
}

/** Good from the second on, once a second, until the last but one; gives the verdict of the last. */
async function good(look: ReturnType<typeof watching>, from: number, to: number) {
  for (let second = from; second < to; second += 1) expect(await look(second, true), `${second} s`).toBe('unmet')
  return look(to, true)
}

describe('a hold of a minute', () => {
  it('is met once every sample of that minute was good', async () => {
    expect(await good(watching(declared()), 0, 60)).toBe('met')
  })

  it.each<[string, (look: ReturnType<typeof watching>) => Promise<unknown>]>([
    ['nobody looked for 46 s', async () => undefined],
    [
      'nobody asked, and the last answer was not too old to be believed',
      async (look) => {
        for (let second = 31; second < 40; second += 1) expect(await look(second, 'nothing')).not.toBe('met')
      },
    ],
    ['it could not be read once', (look) => look(31, 'fails')],
    ['it did not hold once', (look) => look(31, false)],
  ])('begins anew where %s', async (why, hole) => {
    const look = watching(declared())
    await good(look, 0, 30)
    await hole(look)
    const again = why.includes('46 s') ? 76 : why.startsWith('nobody asked') ? 40 : 32
    expect(await good(look, again, again + 59), 'two good ends with silence between').toBe('unmet')
    expect(await look(again + 60, true)).toBe('met')
  })

  it('begins anew where the source spoke of two moments too far apart', async () => {
    const story = declared()
    const look = watching(story)
    await good(look, 0, 30)
    for (let second = 31; second <= 40; second += 1) {
      story.at(after(second)).reads(monitor, { ok: true }, `2026-11-19T${after(30)}.000Z`)
      await look(second, 'nothing')
    }
    expect(await good(look, 42, 101)).toBe('unmet')
    expect(await look(102, true)).toBe('met')
  })
})
