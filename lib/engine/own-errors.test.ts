import { describe, expect, it } from 'vitest'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { engineScene, type World } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { RunDriver } from './advance-run'
import type { Hands } from './attempt'
import { DatabaseAway } from './database-away'
import { OwnErrors, placeOf } from './own-errors'
import { LeaseLost } from './ports'

const secret = 'Bearer canary-0451'
const broken = () => Promise.reject(new TypeError(`cannot read ${secret}`))

/** The worker's loop over one run: it begins, hears that work ended, and looks again. */
async function drive(hands: Hands, turns: number): Promise<unknown[]> {
  const errors: unknown[] = []
  let done: () => void = () => undefined
  const driver = new RunDriver(
    hands.ports,
    hands.journal,
    hands.runId,
    () => done(),
    (error) => errors.push(error),
  )
  for (let turn = 0; turn < turns; turn += 1) {
    const ended = new Promise<void>((resolve) => (done = resolve))
    await driver.advance(await hands.journal.load())
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))])
  }
  await driver.stop()
  return errors
}

const scene = (story: IncidentStory, step: string, world: World) => {
  const { hands, sent } = engineScene(story, step, world)
  return { hands, sent, of: () => story.state.runs[0]?.steps[step] }
}

describe('an error of the console itself', () => {
  it('ends a step that is not begun as a failure, the third time in a row, and a person may try again', async () => {
    const story = momentWhen('going').story.does('S6')
    const { hands, sent, of } = scene(story, 'S7', { observe: broken })
    await drive(hands, 3)
    expect(of()).toMatchObject({ status: 'failed', attempts: [], failure: { code: 'console-error' } })
    expect(of()?.failure?.message).toMatch(
      /failed 3 times in a row .*TypeError at own-errors\.test\.ts:\d+.*Nothing was sent\./,
    )
    expect(JSON.stringify(story.events)).not.toContain('canary')
    expect(sent).toEqual([])
    await drive(hands, 2)
    expect(of()?.status, 'it waits for a person').toBe('failed')
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S7' })
    expect(of()?.status).toBe('pending')
  })

  it('ends an open attempt, and says that what was sent is to be looked at', async () => {
    const { story } = momentWhen('promotion in doubt')
    const { hands, of } = scene(story, 'S7', { observe: broken })
    await drive(hands, 3)
    expect(of()).toMatchObject({ status: 'failed', failure: { code: 'console-error' } })
    expect(of()?.failure?.message).toContain('Whether it took effect is not known: look at the target first.')
    expect(of()?.attempts.at(-1)?.commands[0], 'still in doubt').toMatchObject({ unsettled: true })
  })

  it('ends an undo that is not begun, as one of which nothing left', async () => {
    const { story } = momentWhen('rolling back')
    const step =
      Object.values(story.state.runs[0]?.steps ?? {}).findLast(({ attempts }) => attempts.length > 0)?.id ?? ''
    const { hands, sent } = scene(story, step, { undone: broken })
    await drive(hands, 3)
    const failed = Object.values(story.state.runs[0]?.steps ?? {}).filter(({ status }) => status === 'undo-failed')
    expect(failed).toMatchObject([{ failure: { code: 'console-error' } }])
    expect(failed[0]?.attempts.at(-1)?.commands.every(({ maybeSent }) => !maybeSent)).toBe(true)
    expect(sent).toEqual([])
  })

  it('is no error of the step when the database is away, however often', async () => {
    const story = momentWhen('going').story.does('S6')
    const { hands, of } = scene(story, 'S7', {})
    const record = () => Promise.reject(new DatabaseAway('Connection terminated'))
    const errors = await drive({ ...hands, journal: { ...hands.journal, record } }, 8)
    expect(errors.length).toBeGreaterThan(3)
    expect(of()?.status ?? 'pending').toBe('pending')
  })

  it('counts in a row, a step by itself, and is forgotten once the work came to its end', () => {
    const errors = new OwnErrors()
    const [one, other] = [{ id: 'S1' } as Step, { id: 'S2' } as Step]
    const happens = (step: Step, error: unknown = new TypeError('x')) => errors.tooMany(step, error)
    expect([happens(one), happens(one), happens(other), happens(one)]).toEqual([false, false, false, true])
    errors.clear(one)
    expect([happens(one), happens(one)]).toEqual([false, false])
    const nobodysFault = [new DatabaseAway('away'), new LeaseLost('incident:1')]
    expect(nobodysFault.map((error) => happens(one, error))).toEqual([false, false])
    expect(happens(one)).toBe(true)
  })
})

describe('what is said of an error', () => {
  it('is its kind and place, and never its words', () => {
    const error = new RangeError(`too long\n    at ${secret} (/srv/secret.ts:1:1)\n${secret}`)
    expect(placeOf(error)).toMatch(/^RangeError at own-errors\.test\.ts:\d+$/)
    error.stack = secret
    expect(placeOf(error)).toBe('RangeError')
    expect(placeOf(secret)).toBe('an unknown error')
    expect(placeOf(Object.assign(new Error('x'), { name: secret }))).toMatch(/^Error at own-errors/)
  })
})
