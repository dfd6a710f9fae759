import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeOverStep } from '@/lib/services/take-over-step'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { stepOf } from '@/lib/domain/run/state'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { readStanding } from './read-standing'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

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

it('says that no intent stands once a person has taken a step over', async () => {
  const { story } = momentWhen('going')
  const state = await desk.write(story.does('S6').starts('S7'))
  const [run] = state.runs
  const intended = run === undefined ? undefined : stepOf(run, 'S7').attempts[0]?.intended
  if (run === undefined || intended === undefined) throw new Error('S7 was not intended')
  const stands = async () => (await readStanding(desk.database, incidentStream(state.id), intended)).stands
  expect(await stands()).toBe(true)
  await desk.readNow()
  const input = { incidentId: state.id, runId: run.id, step: 'S7', reason: 'I do it' }
  await takeOverStep(desk.as('mara-okafor'), input)
  expect(await stands()).toBe(false)
})
