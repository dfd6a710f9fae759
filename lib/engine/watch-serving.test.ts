import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { IncidentStory } from '@/lib/testing/incident-story'
import { gone, readable } from '@/lib/testing/region-failure'
import type { ServingNews } from '@/lib/domain/posture/serving-news'
import type { ServingJournal } from './ports'
import { watchServing } from './watch-serving'

/** Watches the sample plan for so many seconds, each read as `status` says, and gives what was recorded. */
async function watched(
  seconds: number,
  status: (second: number) => string,
  record: (news: ServingNews, second: number) => Promise<void> = () => Promise.resolve(),
) {
  const story = readable(new IncidentStory())
  const { plan, environment } = story
  const { ports } = engineScene(gone(), 'S7', {}).hands
  const stop = new AbortController()
  const began = Date.parse(story.now())
  const recorded: boolean[] = []
  let second = -1
  const serving: ServingJournal = {
    record: async (_plan, _environment, news) => {
      for (const one of news) {
        await record(one, second)
        recorded.push(one.standby)
      }
    },
  }
  const readings = {
    ...ports.readings,
    latest: () => {
      second += 1
      if (second >= seconds) stop.abort()
      story.at(new Date(began + second * 1_000).toISOString().slice(11, 19))
      readable(story)
      story.reads('global-cluster', { ...story.readings['global-cluster']?.fields, targetStatus: status(second) })
      return Promise.resolve(story.readings)
    },
  }
  const clock = { ...ports.clock, now: () => Date.parse(story.now()), wait: () => Promise.resolve() }
  const lease = { key: 'readings', token: 1, release: () => Promise.resolve() }
  await watchServing({ ...ports, clock, readings, serving }, plan, environment, lease, stop.signal)
  return recorded
}

describe('where the system runs, as the watch records it', () => {
  it('is bad news at once and few entries while the standby flaps', async () => {
    expect(await watched(120, (second) => (second % 2 === 0 ? 'available' : 'modifying'))).toEqual([true, false])
  })

  it('is good news again once it has held', async () => {
    expect(await watched(30, (second) => (second === 3 ? 'modifying' : 'available'))).toEqual([true, false, true])
  })

  it('is tried again where it could not be recorded', async () => {
    const away = (_: ServingNews, second: number) =>
      second < 5 ? Promise.reject(new Error('the database is away')) : Promise.resolve()
    expect(await watched(10, (second) => (second < 3 ? 'available' : 'modifying'), away)).toEqual([false])
  })
})
