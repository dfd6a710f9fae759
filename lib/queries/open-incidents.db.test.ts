import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseTime } from '@/lib/db/database-time'
import { saveReading } from '@/lib/db/save-reading'
import { momentWhen } from '@/lib/testing/every-state'
import { answerTo, createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { readIncidentList } from './incident-list'
import { readOpenIncidents } from './open-incidents'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

/** Every monitor of the watched tiers says it now; too short a time for the plan to call a tier down. */
async function seenFromOutside(ok: boolean): Promise<void> {
  const { plan } = frozenPlan()
  const observedAt = await databaseTime(desk.database)
  const since = observedAt.toISOString()
  const value = { ok, since, firstFailedAt: since, consecutive: 10 }
  for (const name of plan.tiers.flatMap(({ outside }) => outside?.monitors ?? []))
    await saveReading(desk.database, { ...answerTo(frozenPlan(), name), observedAt, value })
}

it('an incident that had recovered is told as failing again while that is judged, in every bar and list', async () => {
  const { id } = await desk.write(momentWhen('recovery proven').story)
  await seenFromOutside(true)
  expect(await readOpenIncidents(desk.database)).toMatchObject([{ id, status: 'recovered' }])
  expect(await readOpenIncidents(desk.database, id), 'but one').toEqual([])
  await seenFromOutside(false)
  expect(await readOpenIncidents(desk.database)).toMatchObject([{ id, status: 'fails-again' }])
  const auditor = { person: 'whitlock', name: 'whitlock', roles: ['auditor' as const] }
  expect((await readIncidentList(auditor, desk.database)).open).toMatchObject([{ id, word: 'fails again' }])
})
