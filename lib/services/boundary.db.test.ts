import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusedState } from '@/components/command/refused-state'
import { DomainError } from '@/lib/domain/errors'
import { refusedAnswer } from '@/lib/http/refused-answer'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { armed, gone, proven, watched } from '@/lib/testing/region-failure'
import { proposeIncident } from './propose-incident'
import { startRun } from './start-run'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(async () => {
  await desk.expectProjected().finally(() => desk.drop())
})

/** A second incident of the same place, armed while the run of the first stands where the story left it. */
async function armBeside(story: IncidentStory) {
  const first = await desk.write(story)
  const mara = desk.as('mara-okafor')
  const proposal = { planKey: first.plan.key, environment: first.environment.name, mode: 'live' as const }
  const { incidentId } = await proposeIncident(mara, { ...proposal, title: 'Checkout fails again' })
  await desk.readNow()
  const armedRun = startRun(mara, { incidentId, runbook: first.runs[0]?.runbook ?? '' })
  return { first, incidentId, outcome: await armedRun.catch((error: unknown) => error) }
}

describe('arming on a promotion boundary that a run of another incident moves', () => {
  it('is taken once that run only watches and has released it', async () => {
    const { first, incidentId, outcome } = await armBeside(watched())
    expect(outcome).toMatchObject({ incidentId })
    const held = await desk.database.run.findMany({ where: { holdsBoundary: true }, select: { incidentId: true } })
    expect(held).toEqual([{ incidentId }])
    const watching = await desk.database.run.findUniqueOrThrow({ where: { id: first.runs[0]?.id ?? '' } })
    expect(watching).toMatchObject({ live: true, holdsBoundary: false })
  })

  it('is taken once an abort has ended that run on its way back', async () => {
    const { first, incidentId, outcome } = await armBeside(momentWhen('rollback stopped').story)
    expect(outcome).toMatchObject({ incidentId })
    const ended = await desk.database.run.findUniqueOrThrow({ where: { id: first.runs[0]?.id ?? '' } })
    expect(ended).toMatchObject({ status: 'rollback-stopped', live: false, holdsBoundary: false })
  })

  it.each([
    ['is being armed', armed, 'is being armed'],
    ['is under way', gone, 'is under way'],
    ['is back and has not released it', proven, 'is under way'],
  ])('is refused while it %s: what bars it reaches the browser with the way there', async (_, tell, doing) => {
    const { first, outcome } = await armBeside(tell())
    if (!(outcome instanceof DomainError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`)
    // An action's answer goes over the wire as a value: only what survives that is there for the page.
    const answer: unknown = JSON.parse(JSON.stringify(refusedAnswer(outcome)))
    expect(answer).toMatchObject({ kind: 'refused', code: 'boundary-busy' })
    const by = {
      incidentId: first.id,
      label: `INC-${first.number}`,
      runId: first.runs[0]?.id,
      doing,
      href: `/incidents/${first.id}`,
    }
    const state = refusedState(answer as Record<string, unknown>)
    expect(state).toMatchObject({ kind: 'refused', barredBy: by })
    if (state.kind === 'refused') expect(state.message).toContain(`Barred by INC-${first.number}`)
    expect(await desk.database.run.count()).toBe(1)
  })
})
