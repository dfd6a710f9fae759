import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/domain/errors'
import { permissions, roles, type Role } from '@/lib/domain/access/roles'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { declareIncident } from './declare-incident'
import { proposeIncident } from './propose-incident'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(async () => {
  await desk.expectProjected().finally(() => desk.drop())
})

const proposal = { planKey: 'orderflow', environment: 'lab', title: 'us-east-1 is dark', mode: 'live' } as const
async function propose(person: string, change: object = {}): Promise<string> {
  try {
    const recorded = await proposeIncident(desk.as(person), { ...proposal, ...change })
    return recorded.incidentId
  } catch (error) {
    if (error instanceof DomainError) return error.refusal.code
    throw error
  }
}

describe('proposing an incident by hand', () => {
  it('pins plan and environment and gives every duty its holder; a commander who proposes commands', async () => {
    const id = await propose('mara-okafor')
    const { planHash, environmentHash } = frozenPlan()
    const [first, ...rest] = await desk.entries(id)
    expect(first).toMatchObject({
      type: 'incident.proposed',
      actor: { kind: 'person', person: 'mara-okafor' },
      payload: { plan: { hash: planHash }, environment: { hash: environmentHash }, mode: 'live', alert: null },
    })
    const duties = Object.fromEntries(
      rest.flatMap((e) => (e.type === 'incident.dutyAssigned' ? [[e.payload.duty, e.payload.person]] : [])),
    )
    expect(duties).toMatchObject({ commander: 'mara-okafor', database: 'tomas-varga', network: 'kenji-sato' })
    const byApprover = await desk.entries(await propose('tomas-varga'))
    expect(byApprover.some((e) => e.type === 'incident.dutyAssigned' && e.payload.duty === 'commander')).toBe(false)
  })

  it('is for the roles of the table, and gives no duty to whoever has lost the role for it', async () => {
    const allowed: readonly Role[] = permissions['incident.propose']
    for (const role of roles) {
      await desk.database.roleGrant.deleteMany({ where: { personId: 's-bello' } })
      await desk.database.roleGrant.create({ data: { personId: 's-bello', role } })
      expect([role, (await propose('s-bello')) !== 'forbidden']).toEqual([role, allowed.includes(role)])
    }
    await desk.database.roleGrant.deleteMany({ where: { personId: 'tomas-varga' } })
    const entries = await desk.entries(await propose('mara-okafor'))
    expect(entries.some((e) => e.type === 'incident.dutyAssigned' && e.payload.person === 'tomas-varga')).toBe(false)
  })

  it('comes to nothing with a plan, an environment, a mode or a title that is none', async () => {
    expect(await propose('mara-okafor', { planKey: 'another' })).toBe('not-found')
    expect(await propose('mara-okafor', { environment: 'nowhere' })).toBe('not-found')
    expect(await propose('mara-okafor', { mode: 'for fun' })).toBe('bad-input')
    expect(await propose('mara-okafor', { mode: 'tabletop' }), 'its steps would act').toBe('bad-input')
    expect(await propose('mara-okafor', { title: ' x ' })).toBe('bad-input')
    expect(await propose('mara-okafor', { commander: 'mara-okafor' })).toBe('bad-input')
    expect(await desk.database.incident.count()).toBe(0)
  })
})

describe('rights', () => {
  it('are those of this moment: a role taken away or a person switched off acts at once, and comes back at once', async () => {
    const incidentId = await propose('mara-okafor')
    const declare = () =>
      declareIncident(desk.as('mara-okafor'), { incidentId, class: 'region-failure', statement: 'it is dark' })
    const mara = { personId: 'mara-okafor', role: 'commander' }
    await desk.database.roleGrant.deleteMany({ where: mara })
    await expect(declare()).rejects.toMatchObject({ refusal: { code: 'forbidden' } })
    await desk.database.roleGrant.create({ data: mara })
    await desk.database.person.update({ where: { id: 'mara-okafor' }, data: { disabledAt: new Date() } })
    await expect(declare()).rejects.toMatchObject({ refusal: { code: 'forbidden' } })
    await desk.database.person.update({ where: { id: 'mara-okafor' }, data: { disabledAt: null } })
    await expect(declare()).resolves.toMatchObject({ incidentId })
  })
})
