import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { DomainError } from '@/lib/domain/errors'
import { request } from '@/lib/testing/region-failure'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { abortRun } from './abort-run'
import { declareIncident } from './declare-incident'
import { giveApproval } from './give-approval'
import { giveGo } from './give-go'
import { proposeIncident } from './propose-incident'
import { startRun } from './start-run'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(async () => {
  await desk.expectProjected().finally(() => desk.drop())
})

async function outcomes(work: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const one of await Promise.allSettled(work)) {
    if (one.status === 'rejected' && !(one.reason instanceof DomainError)) throw one.reason
    const key = one.status === 'fulfilled' ? 'recorded' : (one.reason as DomainError).refusal.code
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
const fifty = <T>(make: (index: number) => T): T[] => Array.from({ length: 50 }, (_, index) => make(index))
const count = async (type: string) => desk.database.journalEntry.count({ where: { type } })

describe('fifty at once', () => {
  it('give GO exactly once', async () => {
    const { story } = momentWhen('approved')
    const { id } = await desk.write(story)
    await desk.readNow()
    const input = { incidentId: id, runId: story.runId() }
    expect(await outcomes(fifty(() => giveGo(desk.as('mara-okafor'), input)))).toEqual({
      recorded: 1,
      'already-done': 49,
    })
    expect(await count('run.goGiven')).toBe(1)
  })

  it('of one person, by two accounts, are one approval', async () => {
    const { story } = momentWhen('requested')
    const { id } = await desk.write(story)
    const input = { incidentId: id, ...request(story) }
    for (const account of ['tomas-0', 'tomas-1'])
      await desk.database.user.create({ data: { id: account, personId: 'tomas-varga', login: account } })
    const work = fifty((index) => giveApproval(desk.as('tomas-varga', `tomas-${index % 2}`), input))
    expect(await outcomes(work)).toEqual({ recorded: 1, 'already-done': 49 })
    expect(await count('approval.given')).toBe(1)
    await desk.readNow()
    expect(await outcomes([giveGo(desk.as('mara-okafor'), { incidentId: id, runId: story.runId() })])).toEqual({
      'not-approved': 1,
    })
  })

  it('abort, all on the record, and declare once', async () => {
    const { story } = momentWhen('going')
    const { id } = await desk.write(story)
    const input = { incidentId: id, runId: story.runId(), reason: 'stop now' }
    const { recorded = 0, 'already-done': done = 0 } = await outcomes(
      fifty(() => abortRun(desk.as('mara-okafor'), input)),
    )
    expect(recorded + done).toBe(50)
    // Each that was told it is on record has its entry, and the run is stopping once.
    expect(await count('run.abortRequested')).toBe(recorded)
    expect(recorded).toBeGreaterThan(0)
    const proposal = { planKey: 'orderflow', environment: 'lab', title: 'Another one', mode: 'live' } as const
    const { incidentId } = await proposeIncident(desk.as('mara-okafor'), proposal)
    const declaration = { incidentId, class: 'region-failure', statement: 'it is so' }
    expect(await outcomes(fifty(() => declareIncident(desk.as('mara-okafor'), declaration)))).toEqual({
      recorded: 1,
      'already-done': 49,
    })
  })
})

describe('a promotion boundary', () => {
  const propose = async (title: string) => {
    const proposal = { planKey: 'orderflow', environment: 'lab', title, mode: 'simulation' } as const
    return (await proposeIncident(desk.as('mara-okafor'), proposal)).incidentId
  }
  const arm = (incidentId: string) => startRun(desk.as('mara-okafor'), { incidentId, runbook: 'region-failover' })

  it('is moved by one run at a time, whichever incident it is of, and the others hear why', async () => {
    const incidents = await Promise.all(fifty((index) => propose(`Incident ${index}`)).slice(0, 8))
    expect(new Set(incidents).size).toBe(8)
    expect(await outcomes(incidents.map(arm))).toEqual({ recorded: 1, 'boundary-busy': 7 })
    expect(await desk.database.run.count({ where: { live: true } })).toBe(1)
    expect(await count('run.started')).toBe(1)
  })

  it('is free again once the run is over', async () => {
    const { story } = momentWhen('all undone')
    await desk.write(story)
    const other = await propose('After it')
    expect(await outcomes([arm(other)])).toEqual({ 'boundary-busy': 1 })
    const finish = { type: 'finish-rollback', runId: story.runId() } as const
    expect(await decideIncident(desk.database, 'i-2041', finish, working)).toMatchObject({ ok: true })
    expect(await outcomes([arm(other)])).toEqual({ recorded: 1 })
  })
})
