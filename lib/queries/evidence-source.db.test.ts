import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeIncident } from '@/lib/services/close-incident'
import { commander, momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { readEvidenceSource } from './evidence-source'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

it('what was appended a moment after somebody looked is there for whoever heard of it', async () => {
  const { id } = await desk.write(momentWhen('completed').story)
  const read = () => readEvidenceSource(id, 60_000, desk.database)
  const before = await read()
  expect(await read(), 'shared while the stream stands still').toBe(before)

  await closeIncident(desk.as(commander), { incidentId: id, reason: 'It is back.' })
  const after = await read()
  expect(after?.entries.length).toBe((before?.entries.length ?? 0) + 1)
  expect(after?.incident.status).toBe('closed')
})
