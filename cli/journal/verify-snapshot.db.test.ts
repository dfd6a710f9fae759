import { afterEach, beforeEach, expect, it } from 'vitest'
import { readHeads } from '@/lib/db/read-heads'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { rulesVersion } from '@/lib/domain/run/project/rules-version'
import type { IncidentState } from '@/lib/domain/run/state'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { verifyDatabase } from './verify-database'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

it.each<[string, (state: IncidentState) => Partial<{ content: string; hash: string; rules: number }>, string | null]>([
  ['as it was folded', (state) => ({ content: JSON.stringify(state) }), null],
  [
    'that says of a run what no entry says',
    (state) => ({ content: JSON.stringify({ ...state, runs: state.runs.map((run) => ({ ...run, paused: null })) }) }),
    'is not what the entries up to there lead to',
  ],
  ['at an entry that is not there', () => ({ hash: 'ab'.repeat(32) }), 'stands at an entry that is not there'],
  ['of other rules, which nobody here uses', () => ({ rules: rulesVersion + 1, content: '{}' }), null],
])('a kept state %s', async (_, change, said) => {
  const state = await desk.write(momentWhen('arming, paused').story)
  const stream = incidentStream(state.id)
  const [head] = await readHeads(desk.database, [stream])
  if (head === undefined) throw new Error('the incident has a stream')
  const kept = { ...head, rules: rulesVersion, content: JSON.stringify(state) }
  await desk.database.incidentSnapshot.create({ data: { ...kept, ...change(state) } })
  const { problems } = await verifyDatabase(desk.url)
  const place = problems.filter((one) => one.place === stream).map(({ reason }) => reason)
  expect(place).toEqual(said === null ? [] : [`snapshot: the state kept at #${head.sequence} ${said}`])
})
