import { expect, signIn, test } from './installation'
import { press } from './press'

test.use({ chapter: 'access' })

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
  expect((await press(page, installation, 'proposeIncident', proposal)).answer).toMatchObject({ code: 'signed-out' })
  const aborted = await page.request.post(`${installation.url}/api/abort`, {
    data: { incidentId: 'INC-1', runId: 'INC-1-R1', reason: 'stop' },
    headers: { origin: installation.url },
  })
  expect(aborted.status()).toBe(401)
})

test('an abort from another site, or from nowhere, is refused', async ({ browser, installation }) => {
  const mara = await signIn(browser, installation, 'mara')
  const data = { incidentId: 'INC-1', runId: 'INC-1-R1', reason: 'stop' }
  for (const origin of ['https://evil.example', 'null']) {
    const reply = await mara.request.post(`${installation.url}/api/abort`, { data, headers: { origin } })
    expect(reply.status(), origin).toBe(403)
  }
  // The browser's own request library sends an Origin; a bare one sends none.
  const cookies = (await mara.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const bare = await fetch(`${installation.url}/api/abort`, {
    method: 'POST',
    headers: { cookie: cookies, 'content-type': 'application/json' },
    body: JSON.stringify(data),
  })
  expect(bare.status).toBe(403)
})

test('roles decide on the server, whatever the screen shows', async ({ browser, installation }) => {
  const ruth = await signIn(browser, installation, 'ruth')
  await expect(ruth).toHaveURL(/sponsor/)
  expect((await press(ruth, installation, 'proposeIncident', proposal)).answer).toMatchObject({ code: 'forbidden' })
  expect((await ruth.request.get(`${installation.url}/api/views/incident/INC-1`)).status()).toBe(403)
  const mara = await signIn(browser, installation, 'mara')
  const proposed = await press(mara, installation, 'proposeIncident', proposal)
  expect(proposed.answer).toMatchObject({ kind: 'recorded' })
  const incidentId = String(proposed.answer?.['incidentId'])
  const tomas = await signIn(browser, installation, 'tomas')
  const armed = await press(tomas, installation, 'startRun', { incidentId, runbook: 'region-failover' })
  expect(armed.answer).toMatchObject({ kind: 'refused', code: 'forbidden' })
  const go = await press(mara, installation, 'giveGo', { incidentId, runId: `${incidentId}-R1` })
  expect(go.answer).toMatchObject({ kind: 'refused', code: 'not-found' })
  const closed = await press(mara, installation, 'closeIncident', { incidentId, reason: 'a test of roles' })
  expect(closed.answer).toMatchObject({ kind: 'recorded', incidentId })
  const nothing = { incidentId: 'INC-999', reason: 'nothing there' }
  const wrong = await press(mara, installation, 'closeIncident', nothing)
  expect(wrong.answer).toMatchObject({ kind: 'refused', code: 'not-found' })
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
