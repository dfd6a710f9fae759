import { expect, it } from 'vitest'
import { commanding } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { quietAt } from './attempt'
import { AttemptsSeen } from './attempts-seen'
import { tellQuiet } from './tell-quiet'

/** A promotion in doubt that somebody took over, and a worker that knows the database's clock as it shows then. */
function scene(aheadBy: number) {
  const { story } = momentWhen('promotion in doubt')
  const runId = story.runId()
  story.by('mara-okafor', { type: 'take-over-step', runId, step: 'S7', reason: 'it hangs' })
  const run = () => story.state.runs[0] ?? expect.fail('no run')
  const attempt = () => run().steps['S7']?.attempts[0] ?? expect.fail('no attempt')
  const { ports, journal } = engineScene(story, 'S7', {}).hands
  const intended = Date.parse(attempt().intended.at)
  let passed = 0
  const earliest = () => intended + passed - aheadBy
  const clock = { ...ports.clock, earliest, monotonic: () => passed }
  const seen = new AttemptsSeen(clock)
  const tells = () => tellQuiet({ ports: { clock }, seen }, journal, run())
  const abandon = () =>
    story.ask({ type: 'abandon-run', runId, reason: 'nothing answers' }, commanding, {
      now: attempt().ended?.mark.at,
    })
  const said = () => story.events.filter(({ type }) => type === 'step.fellQuiet').length
  const passes = (ms: number) => (passed += ms)
  /** The database came back without the last commits. */
  const loses = (since: IncidentStory['state']) => (story.state = since)
  return { tells, passes, span: quietAt(attempt()) - intended, said, abandon, now: () => story.state, loses }
}

it('says once that an attempt can act no more, where the journal’s time stands still, and frees people to decide', async () => {
  const { tells, passes, span, said, abandon } = scene(600_000)
  await tells()
  passes(span - 1)
  await tells()
  expect(said()).toBe(0)
  expect(abandon()).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/is under way/) } })
  passes(1)
  await tells()
  await tells()
  expect(said()).toBe(1)
  expect(abandon()).toMatchObject({ ok: true })
})

it('leaves it to the database’s clock where that goes on', async () => {
  const { tells, passes, span, said } = scene(0)
  await tells()
  passes(2 * span)
  await tells()
  expect(said()).toBe(0)
})

it('says it again where the entry was lost with the database’s last commits', async () => {
  const { tells, passes, span, abandon, now, loses } = scene(3_600_000)
  const before = now()
  await tells()
  passes(span)
  await tells()
  expect(abandon()).toMatchObject({ ok: true })
  loses(before)
  expect(abandon()).toMatchObject({ ok: false })
  passes(10_000)
  await tells()
  expect(abandon()).toMatchObject({ ok: true })
})
