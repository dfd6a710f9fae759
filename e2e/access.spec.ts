import type { Page } from '@playwright/test'
import { expect, type Installation, signIn, test } from './installation'

test.use({ chapter: 'access' })

async function command(
  page: Page,
  { url }: Installation,
  verb: string,
  body: object,
  headers: Record<string, string> = {},
) {
  return page.request.post(`${url}/api/commands/${verb}`, {
    data: body,
    headers: { origin: url, 'content-type': 'application/json', ...headers },
  })
}

const proposal = { planKey: 'orderflow', environment: 'lab', title: 'Checkout is slow', mode: 'live' }

test('nobody who is not signed in sees or does anything', async ({ page, installation }) => {
  for (const path of ['/posture', '/incidents', '/approvals', '/evidence', '/sponsor']) {
    await page.goto(installation.url + path)
    await expect(page).toHaveURL(/sign-in/)
  }
  for (const path of [
    '/api/views/posture',
    '/api/views/incident/INC-1',
    '/api/stream',
    '/api/export/INC-1?format=json',
  ])
    expect((await page.request.get(installation.url + path)).status(), path).toBeGreaterThanOrEqual(401)
  expect((await command(page, installation, 'propose-incident', proposal)).status()).toBe(403)
})

test('a request from another site, or from nowhere, is refused', async ({ browser, installation }) => {
  const mara = await signIn(browser, installation, 'mara')
  for (const origin of ['https://evil.example', 'null']) {
    const reply = await command(mara, installation, 'propose-incident', proposal, { origin })
    expect(reply.status(), origin).toBe(403)
  }
  // The browser's own request library sends an Origin; a bare one sends none.
  const cookies = (await mara.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const bare = await fetch(`${installation.url}/api/commands/propose-incident`, {
    method: 'POST',
    headers: { cookie: cookies, 'content-type': 'application/json' },
    body: JSON.stringify(proposal),
  })
  expect(bare.status).toBe(403)
})

test('roles decide on the server, whatever the screen shows', async ({ browser, installation }) => {
  const ruth = await signIn(browser, installation, 'ruth')
  await expect(ruth).toHaveURL(/sponsor/)
  expect((await command(ruth, installation, 'propose-incident', proposal)).status()).toBe(403)
  expect((await ruth.request.get(`${installation.url}/api/views/incident/INC-1`)).status()).toBe(403)
  const mara = await signIn(browser, installation, 'mara')
  const proposed = await command(mara, installation, 'propose-incident', proposal)
  expect(proposed.status(), await proposed.text()).toBe(200)
  const { incidentId } = (await proposed.json()) as { incidentId: string }
  const tomas = await signIn(browser, installation, 'tomas')
  const armed = await command(tomas, installation, 'start-run', { incidentId, runbook: 'region-failover' })
  expect(armed.status()).toBe(403)
  const go = await command(mara, installation, 'give-go', { incidentId, runId: `${incidentId}-R1` })
  expect(go.status()).toBe(404)
  const closed = await command(mara, installation, 'close-incident', { incidentId, reason: 'a test of roles' })
  expect(closed.status()).toBe(200)
  const wrong = await command(mara, installation, 'close-incident', { incidentId: 'INC-999', reason: 'nothing there' })
  expect(wrong.status()).toBe(404)
})

test('a forged alert opens nothing', async ({ request, installation }) => {
  const body = {
    version: '4',
    receiver: 'x',
    alerts: [{ status: 'firing', labels: {}, startsAt: new Date().toISOString(), fingerprint: 'f' }],
  }
  for (const authorization of [undefined, 'Bearer wrong', 'Bearer ']) {
    const reply = await request.post(`${installation.url}/api/alerts/orderflow/lab`, {
      data: body,
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(reply.status()).toBe(403)
  }
})

test('pages carry a policy that runs no foreign script and no frame', async ({ request, installation }) => {
  const reply = await request.get(`${installation.url}/sign-in`)
  const policy = reply.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toMatch(/script-src [^;]*'nonce-/)
  expect(policy).not.toContain("script-src 'unsafe-inline'")
  expect(reply.headers()['x-content-type-options']).toBe('nosniff')
})
