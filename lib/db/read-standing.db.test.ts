import { afterAll, beforeAll, expect, it } from 'vitest'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { stepOf } from '@/lib/domain/run/state'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { readStanding } from './read-standing'

let desk: IncidentDesk
beforeAll(async () => {
  desk = await createIncidentDesk()
})
afterAll(() => desk.drop())

it('says whether the journal holds this very intent, and not another entry in its place', async () => {
  const state = await desk.write(momentWhen('going').story.does('S6'))
  const [run] = state.runs
  const intended = run === undefined ? undefined : stepOf(run, 'S6').attempts[0]?.intended
  if (intended === undefined) throw new Error('S6 was not intended')
  const stands = async (sequence: number, at: string) =>
    (await readStanding(desk.database, incidentStream(state.id), { sequence, at })).stands
  expect(await stands(intended.sequence, intended.at)).toBe(true)
  const another = new Date(Date.parse(intended.at) + 1).toISOString()
  expect(await stands(intended.sequence, another), 'written again since').toBe(false)
  expect(await stands(state.sequence + 1, intended.at), 'lost').toBe(false)
  expect(await stands(run?.started.sequence ?? 0, run?.started.at ?? ''), 'something else').toBe(false)
})
