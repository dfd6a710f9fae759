import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import type { Hands } from './attempt'
import { executeStep } from './execute-step'
import { ExecutorError, type Standing } from './ports'
import { timing } from './timing'

/** The one-way step of a run that goes on, and what the database says as its request is about to leave. */
async function about(
  standing: (story: IncidentStory) => Partial<Standing>,
  before?: (story: IncidentStory) => void,
  /** Milliseconds that signing in takes. */
  signingIn = 0,
  /** What happens while the database is asked. */
  meanwhile: (hands: Hands) => Promise<unknown> = () => Promise.resolve(),
) {
  const story = momentWhen('going').story.does('S6')
  before?.(story)
  const refused = () => Promise.reject(new Error('the first to arrive ends the test'))
  const { hands, sent } = engineScene(story, 'S7', { execute: refused })
  const journal = {
    ...hands.journal,
    standing: async () => {
      const told = { at: Date.parse(story.now()), held: true, stands: true, leaseLeft: 3_000, stops: [] }
      const said = { ...told, ...standing(story) }
      await meanwhile(hands)
      return said
    },
  }
  const reach = (point: string) => (point === 'before-send' ? hands.ports.clock.wait(signingIn) : Promise.resolve())
  const failed = await executeStep({ ...hands, journal, ports: { ...hands.ports, reach } }, await journal.load()).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  )
  const [attempt] = story.state.runs[0]?.steps['S7']?.attempts ?? []
  return { sent: sent.length, failed, said: attempt?.commands[0]?.message ?? null }
}

describe('a request that is about to leave', () => {
  it('leaves while nothing speaks against it', async () => {
    expect((await about(() => ({}))).sent).toBe(1)
  })

  it('stays when its run was told to stop and has not heard it', async () => {
    const { sent, said } = await about((story) => ({ stops: [{ id: 'stop-1', runId: story.runId() }] }))
    expect({ sent, said }).toEqual({ sent: 0, said: 'not sent: stopped' })
  })

  it('leaves whatever was stopped before it: another run of the incident, and this one before it went on', async () => {
    expect((await about(() => ({ stops: [{ id: 'stop-1', runId: 'i-2041-R0' }] }))).sent).toBe(1)
    const heard = (story: IncidentStory) => {
      story.state = structuredClone(story.state)
      story.state.runs[0]?.stopsHeard.push('stop-1')
    }
    const same = (story: IncidentStory) => ({ stops: [{ id: 'stop-1', runId: story.runId() }] })
    expect((await about(same, heard)).sent).toBe(1)
  })

  it('stays when its time is over on the clock of the database, or another holds the lease', async () => {
    const late = await about((story) => ({ at: Date.parse(story.now()) + 2_001 }))
    expect({ sent: late.sent, said: late.said }).toEqual({ sent: 0, said: 'not sent: too late after its intent' })
    expect(await about(() => ({ held: false }))).toMatchObject({ sent: 0, failed: 'LeaseLost' })
  })

  it('stays when anybody may take the lease by now, also where nobody knows for how long it lasts', async () => {
    const left = async (leaseLeft: number) => {
      const { sent, failed, said } = await about(() => ({ leaseLeft }))
      return { sent, failed, said }
    }
    const stays = { sent: 0, failed: null, said: 'not sent: the lease is about to be taken' }
    expect(await left(0)).toEqual(stays)
    expect(await left(-20), 'it ran out, and nobody has taken it yet').toEqual(stays)
    expect(await left(3_600_000), 'the clock was set back since it was renewed').toEqual(stays)
    expect((await left(1)).sent).toBe(1)
  })

  it('counts against both for as long as the answer was on its way', async () => {
    const slow = (hands: Hands) => hands.ports.clock.wait(700)
    const lease = await about(() => ({ leaseLeft: 600 }), undefined, 0, slow)
    expect({ sent: lease.sent, said: lease.said }).toEqual({
      sent: 0,
      said: 'not sent: the lease is about to be taken',
    })
    const late = await about((story) => ({ at: Date.parse(story.now()) + 1_500 }), undefined, 0, slow)
    expect({ sent: late.sent, said: late.said }).toEqual({ sent: 0, said: 'not sent: too late after its intent' })
    expect((await about(() => ({ leaseLeft: 800 }), undefined, 0, slow)).sent).toBe(1)
  })

  it('counts a pause of the machine too, which its monotonic clock does not see', async () => {
    const pauses = ({ ports: { clock } }: Hands) => {
      const before = clock.wall()
      clock.wall = () => before + 2_500
      return Promise.resolve()
    }
    const { sent, said } = await about(() => ({}), undefined, 0, pauses)
    expect({ sent, said }).toEqual({ sent: 0, said: 'not sent: too late after its intent' })
    expect((await about(() => ({ leaseLeft: 2_000 }), undefined, 0, pauses)).said).toContain('the lease')
  })

  it('stays when this worker is told to end while the database is asked', async () => {
    const ends = (hands: Hands) => (void hands.wire.close(), Promise.resolve())
    const { sent, said } = await about(() => ({}), undefined, 0, ends)
    expect({ sent, said }).toEqual({ sent: 0, said: 'not sent: stopped' })
  })

  it('stays when the journal no longer holds its intent: a standby took over that had not heard of it', async () => {
    const { sent, said } = await about(() => ({ stands: false }))
    expect({ sent, said }).toEqual({ sent: 0, said: 'not sent: the journal does not hold its intent' })
  })

  it('has no more time because that clock was set back', async () => {
    const setBack = (by: number) => (story: IncidentStory) => ({ at: Date.parse(story.now()) - by })
    expect((await about(setBack(60_000), undefined, 1_900)).sent).toBe(1)
    const late = await about(setBack(60_000), undefined, 2_100)
    expect({ sent: late.sent, said: late.said }).toEqual({ sent: 0, said: 'not sent: too late after its intent' })
    expect((await about(setBack(1_000), undefined, 2_100)).sent, 'ahead of it, and caught up with since').toBe(0)
  })
})

describe('a request that has left', () => {
  /** Its act is stopped once it has left; a timer that rings makes its own deadline be over too. */
  async function stopped(ringing: boolean) {
    const story = momentWhen('going').story.does('S6')
    const act = new AbortController()
    const rings: (() => void)[] = []
    let cutOff: boolean | null = null
    const { hands } = engineScene(story, 'S7', {
      execute: async (_, { signal }) => {
        act.abort()
        if (ringing) for (const ring of rings) ring()
        await new Promise((resolve) => setImmediate(resolve))
        cutOff = signal.aborted
        return { requestId: 'rds-1', facts: {}, outputs: {} }
      },
    })
    const timer = (milliseconds: number, ring: () => void) => {
      if (milliseconds <= timing.requestDeadline) rings.push(ring)
      return () => void rings.splice(rings.indexOf(ring), 1)
    }
    const ports = { ...hands.ports, clock: { ...hands.ports.clock, timer } }
    await executeStep({ ...hands, ports, signal: act.signal }, await hands.journal.load()).catch(() => undefined)
    const told = story.events.flatMap((event) =>
      'step' in event.payload && event.payload.step === 'S7' ? [event.type] : [],
    )
    return { cutOff, told }
  }

  it('is not cut off by a stop: its answer is heard, and no doubt is left', async () => {
    const { cutOff, told } = await stopped(false)
    expect(cutOff).toBe(false)
    expect(told).toContain('step.commandAccepted')
    expect(told).not.toContain('step.inDoubt')
  })

  it('is ended by its deadline', async () => {
    expect((await stopped(true)).cutOff).toBe(true)
  })
})

describe('a command of several requests', () => {
  /** An executor that says of its last request alone what became of it, be it the gate's word or its target's. */
  async function careless(last: 'held back' | ExecutorError) {
    const story = momentWhen('going').story.does('S6')
    let asked = 0
    const { hands, sent } = engineScene(story, 'S7', {
      execute: async (_, context) => {
        await context.leave()
        if (last !== 'held back') throw last
        return { requestId: null, facts: {}, outputs: {} }
      },
    })
    const standing = () => {
      asked += 1
      const at = Date.parse(story.now()) + (last === 'held back' && asked > 1 ? 2_001 : 0)
      return Promise.resolve({ at, held: true, stands: true, leaseLeft: 3_000, stops: [] })
    }
    const journal = { ...hands.journal, standing }
    const words: string[] = []
    const tell: typeof journal.record = (...commands) => {
      words.push(...commands.map(({ type }) => type))
      return hands.journal.record(...commands)
    }
    await executeStep({ ...hands, journal: { ...journal, record: tell } }, await journal.load())
    return { sent: sent.length, words }
  }

  it.each<[string, 'held back' | ExecutorError]>([
    ['the gate held back', 'held back'],
    ['its target could not be reached', new ExecutorError('unreachable', 'ECONNREFUSED', 'no connection')],
    ['its target refused', new ExecutorError('refused', 'AccessDenied', 'not allowed')],
    ['its target was busy', new ExecutorError('busy', 'Throttling', 'slow down')],
  ])('is in doubt once one has left, though the last %s', async (_, last) => {
    const { sent, words } = await careless(last)
    expect(sent).toBe(1)
    expect(words).toContain('doubt-command')
    expect(words).not.toContain('refuse-command')
    expect(words).not.toContain('unreachable-command')
  })
})
