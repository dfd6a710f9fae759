import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { incidentCatalogue, type IncidentEvent } from './event'
import { eventOf, recordedEvent, writtenEvent, type KnownEvents } from './stored-event'
import { upcasts } from './upcasts'

const worker = { kind: 'worker', worker: 'w-1', token: 7 } as const
const entry = { sequence: 17, at: '2026-11-19T02:40:00.000Z', actor: worker }

/** A process in which one event is at its third version: pauses got a list of causes, then a place. */
const later: KnownEvents = {
  catalogue: {
    ...incidentCatalogue,
    'run.paused': z.strictObject({ runId: z.string(), causes: z.array(z.string()), place: z.string().nullable() }),
  },
  upcasts: {
    'run.paused': [
      ({ reason, ...rest }) => ({ ...rest, causes: [reason] }),
      (payload) => ({ ...payload, place: null }),
    ],
  },
}

describe('an event of an older version', () => {
  const read = (version: number, payload: unknown) =>
    recordedEvent({ ...entry, type: 'run.paused', version, payload }, later).payload as unknown

  it('is read in the words of the newest, by each step between', () => {
    const newest = { runId: 'R-1', causes: ['look first'], place: null }
    expect(read(1, { runId: 'R-1', reason: 'look first' })).toEqual(newest)
    expect(read(2, { runId: 'R-1', causes: ['look first'] })).toEqual(newest)
    expect(read(3, newest)).toEqual(newest)
  })

  it('must still fit once it is: an upcast repairs nothing', () => {
    expect(() => read(1, { runId: 'R-1' })).toThrow(/Entry #17 does not fit .* run\.paused, version 1: "causes/)
    expect(() => read(1, 'paused')).toThrow('of another form')
  })

  it('is written in the newest, strictly', () => {
    const payload = { runId: 'R-1', causes: ['look first'], place: 'west' }
    const event = (of: object) => ({ type: 'run.paused', payload: of }) as unknown as IncidentEvent
    expect(writtenEvent(event(payload), later)).toEqual({ type: 'run.paused', version: 3, payload })
    expect(() => writtenEvent(event({ ...payload, reply: 'canary' }), later)).toThrow(z.ZodError)
  })
})

describe('an entry of a newer process', () => {
  it.each([
    ['step.promised', 1, 'step.promised, version 1. This process does not know such an event: update this process.'],
    ['constructor', 1, 'constructor, version 1. This process does not know such an event: update this process.'],
    ['run.paused', 2, 'run.paused, version 2. This process knows version 1 of it: update this process.'],
  ])('is refused by name, and says what to do: %s, version %i', (type, version, words) => {
    const read = () => recordedEvent({ ...entry, type, version, payload: { runId: 'R-1', reason: 'x' } })
    expect(read).toThrow(`Entry #17 was recorded by a newer Breakwater: ${words}`)
    expect(read).toThrow('cannot lead the incident')
    expect(read).toThrow(expect.objectContaining({ refusal: expect.objectContaining({ code: 'unreadable-entry' }) }))
  })

  const stored = (of: { type?: string; actor?: string; payload?: string }) => ({
    ...{ stream: 'incident:INC-1', sequence: 17, version: 1, at: entry.at, algorithm: 'sha256/1' },
    ...{ previousHash: '0'.repeat(64), hash: '1'.repeat(64), type: 'run.paused' },
    ...{ actor: JSON.stringify(worker), payload: '{"reason":"x","runId":"R-1"}', ...of },
  })

  it('is known by its type also where another kind of actor wrote it', () => {
    const robot = '{"kind":"robot"}'
    expect(() => eventOf(stored({ actor: robot, type: 'step.promised' }))).toThrow('does not know such an event')
    expect(() => eventOf(stored({ actor: robot }))).toThrow('does not fit what this process knows of run.paused')
    expect(eventOf(stored({}))).toMatchObject({ type: 'run.paused', actor: worker })
  })

  it('never has its content repeated in the words about it', () => {
    const secret = 'canary-of-a-payload'
    const payload = JSON.stringify({ runId: [secret], reason: secret, [secret]: 1 })
    const broken = () => eventOf(stored({ payload }))
    expect(broken).toThrow('"runId" is of another form')
    expect(broken).not.toThrow(secret)
  })
})

it('names only events of the catalogue in the table of upcasts', () => {
  for (const type of Object.keys(upcasts)) expect(Object.hasOwn(incidentCatalogue, type)).toBe(true)
})
