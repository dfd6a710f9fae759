import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase, type Database } from '@/lib/db/client'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { lockStream } from '@/lib/db/lock-streams'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { momentWhen } from '@/lib/testing/every-state'
import { abortRun } from './abort-run'

let desk: IncidentDesk
let hanging: Database
beforeEach(async () => {
  desk = await createIncidentDesk()
  hanging = createDatabase(desk.url, { connections: 1, name: 'breakwater-hangs' })
})
afterEach(async () => {
  await hanging.$disconnect()
  await desk.drop()
})

it('an abort does not wait for a process that hangs in the middle of a command', async () => {
  const { story } = momentWhen('going')
  const { id } = await desk.write(story)
  let locked: () => void = () => undefined
  const held = new Promise<void>((resolve) => (locked = resolve))
  let letGo: () => void = () => undefined
  const hang = new Promise<void>((resolve) => (letGo = resolve))
  const command = hanging
    .$transaction(async (tx) => {
      await lockStream(tx, incidentStream(id))
      locked()
      await hang
    })
    .then(
      () => 'committed',
      () => 'ended',
    )
  await held
  const began = performance.now()
  await abortRun(desk.as('mara-okafor'), { incidentId: id, runId: story.runId(), reason: 'stop now' })
  expect(performance.now() - began).toBeLessThan(2_000)
  letGo()
  expect(await command).toBe('ended')
})
