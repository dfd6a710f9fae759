import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { createDatabase } from '@/lib/db/client'
import type { Drill } from '../drill'
import { playStory, type Stage } from './play-story'
import { setStage } from './set-stage'
import type { Story } from './story'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const cleanUp = createCleanUp()
let stage: Stage
beforeAll(async () => {
  stage = await setStage(cleanUp)
})
afterAll(() => cleanUp.run())

/** One of each kind, the standby's take-over among them; `npm run chaos` draws them by chance. */
const story: Story = {
  seed: 1,
  workers: 3,
  consoles: 3,
  afterAbort: 'go-on',
  instants: [
    { after: 500, kind: 'kill-console', console: 0, away: 500 },
    { after: 1_000, kind: 'kill-worker', worker: 0, away: 500 },
    { after: 2_000, kind: 'abort', frozen: 1 },
    { after: 2_000, kind: 'cut-answers', share: 0.3, lasts: 1_500 },
    { after: 2_000, kind: 'stop-database', how: 'immediate', lasts: 500 },
    { after: 2_500, kind: 'fail-over', loses: 700, old: 'vanished' },
    { after: 4_000, kind: 'freeze-worker', worker: 2, lasts: 5_000 },
    { after: 1_000, kind: 'freeze-database', lasts: 1_500 },
    { after: 3_000, kind: 'end-worker', worker: 1, away: 500 },
  ],
}

it('a failover through one of everything that can happen ends well, with nothing doubled and nothing lost', async () => {
  const { failure, done, log, outcome } = await playStory(stage, story)
  expect(failure).toBeNull()
  expect({ done, outcome }).toEqual({ done: story.instants.length, outcome: 'completed' })
  expect(log.filter((line) => line.includes('an abort is on record'))).toHaveLength(1)
})

it.each([
  ['its intent and all after it', async () => undefined],
  ['its success', (drill: Drill) => drill.playUntilStep('S10', 'running')],
])('a promotion whose journal lost %s is seen to have happened, and is not asked for twice', async (_, further) => {
  const { servers, drills } = stage
  await servers.ensureStandby()
  const own = await servers.freshDatabase()
  const database = createDatabase(own.url, { name: 'chaos' })
  const drill = await drills.drillOn(database, own.url)
  try {
    await drill.startWorker()
    await drill.startWorker()
    await drill.breakEast()
    await drill.playUntilStep('S6', 'running')
    servers.holdStandby()
    await drill.play('the promotion is accepted', (state) => state.runs[0]?.pointOfNoReturn != null)
    await further(drill)
    await servers.failOver(0, 'closed')
    await drill.until('the journal is the standby’s', () => true)
    expect((await drill.run()).pointOfNoReturn, 'what the standby never heard of').toBeNull()
    await drill.playUntilRecovered()
    expect(await drill.asked('FailoverGlobalCluster')).toHaveLength(1)
    const [attempt] = (await drill.step('S7')).attempts
    // Looked at, not sent: done by then, or still under way.
    expect(['present', 'in-progress']).toContain(attempt?.commands[0]?.status)
    expect((await drill.run()).pointOfNoReturn?.step).toBe('S7')
    await drill.expectSound(1)
  } finally {
    await drill.end()
    await database.$disconnect()
    await own.drop()
  }
})
