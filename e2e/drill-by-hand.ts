import type { Page } from '@playwright/test'
import { expect, type Installation } from './installation'
import { press } from './press'

/**
 * Records by an action as the console's page asks for it, for what a test needs done and does not look at. Where the
 * answer is that it is not known, it is asked again, and what was recorded the first time is done already.
 */
export async function record(page: Page, installation: Installation, name: string, input: object): Promise<string> {
  for (let round = 1; ; round += 1) {
    const { answer } = await press(page, installation, name, input)
    if (answer?.kind === 'unanswered' && round < 5) {
      await page.waitForTimeout(2_000)
      continue
    }
    if (round === 1 || answer?.['code'] !== 'already-done')
      expect(answer, `${name}: recorded, not ${JSON.stringify(answer)}`).toMatchObject({ kind: 'recorded' })
    return String(answer?.['incidentId'])
  }
}

/** A declared drill whose run asks for approval: the shortest way to buttons that are held. */
export async function openDrill(commander: Page, installation: Installation): Promise<{ id: string; request: string }> {
  const id = await record(commander, installation, 'proposeIncident', {
    planKey: 'orderflow',
    environment: 'lab',
    title: 'A drill of the hands',
    mode: 'simulation',
  })
  await record(commander, installation, 'declareIncident', {
    incidentId: id,
    class: 'region-failure',
    statement: 'A drill.',
  })
  await record(commander, installation, 'startRun', { incidentId: id, runbook: 'region-failover' })
  await record(commander, installation, 'requestApproval', { incidentId: id, runId: `${id}-R1`, rule: 'A1' })
  return { id, request: `${id}-R1-A1-1` }
}

/** The newest entry of an incident, as the server says. */
export async function journalAt(page: Page, { url }: Installation, id: string): Promise<number> {
  const reply = await page.request.get(`${url}/api/views/incident/${id}`)
  return ((await reply.json()) as { shared: { sequence: number } }).shared.sequence
}
