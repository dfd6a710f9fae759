import type { Page, Route } from '@playwright/test'
import { Client } from 'pg'
import { type ActionVerb, personCommands } from '@/lib/domain/run/commands'
import { record } from './drill-by-hand'
import { expect, type Installation, signIn, test, visit } from './installation'
import { answerIn, builtActions, press } from './press'

test.use({ chapter: 'actions' })

const incidentId = 'INC-1'
const run = { incidentId, runId: 'INC-1-R1' }
const step = { ...run, step: 'S1' }
const because = 'a test of the actions'

/** Something every verb can parse, so that what is refused is refused for who asks, not for what. */
const inputs: Readonly<Record<ActionVerb, Record<string, unknown>>> = {
  'propose-incident': { planKey: 'orderflow', environment: 'lab', title: 'Checkout is slow', mode: 'live' },
  'declare-incident': { incidentId, class: 'region-failure', statement: because },
  'assign-duty': { incidentId, duty: 'commander', person: null },
  'attest-gate': { incidentId, runbook: 'region-failover', gate: 'P1', statement: because },
  'correct-impact': { incidentId, at: '2026-11-19T02:41:07.000Z', reason: because },
  'record-decision': { incidentId, runId: null, kind: 'note', subject: null, statement: because },
  'close-incident': { incidentId, reason: because },
  'call-poll': { incidentId, question: because, duties: ['commander'] },
  'answer-poll': { incidentId, poll: 1, answer: 'go', reason: null },
  'close-poll': { incidentId, poll: 1 },
  'start-run': { incidentId, runbook: 'region-failover' },
  'give-go': run,
  'pause-run': { ...run, reason: because },
  'resume-run': run,
  'roll-back-run': { ...run, reason: because },
  'retry-step': step,
  'count-step': step,
  'skip-step': { ...step, reason: because },
  'take-over-step': { ...step, reason: because },
  'attest-step': { ...step, statement: because },
  'confirm-step': { ...step, digest: '0'.repeat(64) },
  'settle-outcome': { ...step, outcome: 'happened', statement: because },
  'abandon-run': { ...run, reason: because },
  'agree-proposal': { ...run, proposal: 1, digest: '0'.repeat(64) },
  'request-approval': { ...run, rule: 'promote' },
  'ask-again': { incidentId, requestId: 'INC-1-R1-A1-1', person: 'tomas-varga', way: 'slack' },
  'see-approval': { incidentId, requestId: 'INC-1-R1-A1-1' },
  'give-approval': { incidentId, requestId: 'INC-1-R1-A1-1', digest: '0'.repeat(64) },
  'refuse-approval': { incidentId, requestId: 'INC-1-R1-A1-1', reason: because },
}
const verbs = Object.keys(inputs) as ActionVerb[]
const nameOf = (verb: string) => verb.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** What persons have recorded, in every stream but their sessions: the worker goes on recording what it sees. */
async function recordedByPersons({ databaseUrl }: Installation): Promise<number> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*) FROM journal_entry WHERE actor::jsonb ->> 'kind' = 'person' AND stream LIKE 'incident:%'`,
    )
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}

test(
  'every server action of the build is known, and refuses whoever may not',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const built = builtActions()
    const known = [...Object.keys(personCommands).filter((verb) => verb !== 'abort-run'), 'propose-incident']
    expect([...verbs].sort(), 'every verb but abort has its input here').toEqual(known.sort())
    expect(built.map(({ name }) => name).sort(), 'the build answers to nothing else').toEqual(verbs.map(nameOf).sort())
    for (const { file, name } of built) expect(file, name).toMatch(/^app\/.+\/actions\.ts$/)

    const nobody = await (await browser.newContext()).newPage()
    const mara = await signIn(browser, installation, 'mara')
    const ruth = await signIn(browser, installation, 'ruth')
    expect((await press(mara, installation, 'proposeIncident', inputs['propose-incident'])).answer).toMatchObject({
      kind: 'recorded',
      incidentId,
    })
    const before = await recordedByPersons(installation)
    for (const verb of verbs) {
      const ask = (page: Page, input: unknown, options: Parameters<typeof press>[4] = {}) =>
        press(page, installation, nameOf(verb), input, options)
      const input = inputs[verb]
      const refused = async (code: string, asked: ReturnType<typeof ask>) =>
        expect([verb, (await asked).answer]).toMatchObject([verb, { kind: 'refused', code }])
      await refused('signed-out', ask(nobody, input))
      await refused('forbidden', ask(ruth, input))
      // Next lets a request pass that brings the same forged host twice.
      const forged = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
      await refused('forbidden', ask(mara, input, { headers: forged }))
      for (const origin of ['https://evil.example', 'null'])
        expect([verb, origin, (await ask(mara, input, { headers: { origin } })).answer?.kind]).not.toContain('recorded')
      await refused('bad-input', ask(mara, { ...input, actor: 'mara-okafor' }))
      for (const nonsense of [null, [], 'text', 7, {}]) await refused('bad-input', ask(mara, nonsense))
      expect([verb, (await ask(mara, input, { build: 'another' })).answer]).toEqual([verb, { kind: 'outdated' }])
      const tooLong = { ...input, statement: 'x'.repeat(70_000) }
      expect([verb, (await ask(mara, tooLong)).answer?.kind ?? null]).toEqual([verb, null])
    }
    await expectNothingWithoutOrigin(mara, installation)
    expect(await recordedByPersons(installation), 'nothing was recorded').toBe(before)
  },
)

/** The browser's own request library always sends an Origin; a bare one sends none. */
async function expectNothingWithoutOrigin(page: Page, { url }: Installation): Promise<void> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const { id, name } of builtActions()) {
    const verb = verbs.find((one) => nameOf(one) === name) ?? 'give-go'
    const reply = await fetch(`${url}/incidents`, {
      method: 'POST',
      headers: { cookie, 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify([inputs[verb], 'any']),
    })
    expect([name, answerIn(await reply.text())]).toMatchObject([name, { kind: 'refused', code: 'forbidden' }])
  }
}

/** Gives a duty to somebody else: one act that is recorded as soon as it is chosen. */
async function giveDuty(page: Page, duty: number): Promise<void> {
  const select = page.getByRole('region', { name: 'Duties' }).getByRole('combobox').nth(duty)
  const values = await select.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
  const now = await select.inputValue()
  await select.selectOption(values.find((value) => value !== '' && value !== now) ?? '')
}

/** Counts the actions a page sends, and lets `first` decide what becomes of the first one. */
async function watchActions(page: Page, first: (route: Route) => Promise<void>): Promise<number[]> {
  const sent: number[] = []
  await page.route('**/*', async (route) => {
    if (route.request().headers()['next-action'] === undefined) return route.continue()
    sent.push(Date.now())
    return sent.length === 1 ? first(route) : route.continue()
  })
  return sent
}

test(
  'an action that hangs holds up the next for no more than two seconds, and is not sent again',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const id = await record(mara, installation, 'proposeIncident', inputs['propose-incident'])
    await visit(mara, installation, `/incidents/${id}/declare`)
    const sent = await watchActions(mara, () => new Promise(() => undefined))
    await giveDuty(mara, 1)
    const duties = mara.getByRole('region', { name: 'Duties' })
    await expect(duties).toContainText('recording')
    await mara.getByRole('button', { name: /^Close/ }).click()
    const dialog = mara.getByRole('dialog', { name: /^Close/ })
    await dialog.getByRole('textbox').first().fill(because)
    await dialog.getByRole('button', { name: /^Close/ }).click()
    await expect(mara.getByRole('heading', { name: 'The incident has ended' })).toBeVisible({ timeout: 5_000 })
    await expect(duties).toContainText('Not known whether it was recorded')
    await mara.waitForTimeout(2_500)
    expect(sent.length, 'each was sent once').toBe(2)
    expect((sent[1] ?? Infinity) - (sent[0] ?? 0)).toBeLessThan(3_000)
  },
)

test(
  'a database that hangs is told within two seconds, and nothing is recorded behind the back',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const opened = await press(mara, installation, 'proposeIncident', inputs['propose-incident'])
    const id = String(opened.answer?.['incidentId'])
    const before = await recordedByPersons(installation)
    const client = new Client({ connectionString: installation.databaseUrl })
    await client.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM journal_head WHERE stream = $1 FOR UPDATE', [`incident:${id}`])
      const started = Date.now()
      const held = await press(mara, installation, 'recordDecision', { ...inputs['record-decision'], incidentId: id })
      expect(held.answer).toEqual({ kind: 'unanswered' })
      expect(Date.now() - started).toBeLessThan(2_300)
      await mara.waitForTimeout(1_000)
      await client.query('COMMIT')
    } finally {
      await client.end()
    }
    expect(await recordedByPersons(installation), 'nothing was recorded behind the back').toBe(before)
  },
)

test(
  'a page of another build records nothing, loads again and offers the same act, which is not sent by itself',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const opened = await press(mara, installation, 'proposeIncident', inputs['propose-incident'])
    const id = String(opened.answer?.['incidentId'])
    await visit(mara, installation, `/incidents/${id}/declare`)
    const sent = await watchActions(mara, (route) => {
      const headers = { ...route.request().headers(), 'next-action': `7f${'0'.repeat(40)}` }
      return route.continue({ headers })
    })
    const loaded = mara.waitForEvent('load')
    await giveDuty(mara, 1)
    await expect(mara.getByText('The console was updated. The page loads again')).toBeVisible()
    await loaded
    const dialog = mara.getByRole('dialog', { name: 'The console was updated' })
    await expect(dialog).toContainText('Nothing was recorded')
    await mara.waitForTimeout(1_000)
    expect(sent, 'only what was pressed').toHaveLength(1)
    await dialog.getByRole('button', { name: /^Give the duty/ }).click()
    await expect(dialog).toContainText(/recorded, #\d+/)
    expect(sent).toHaveLength(2)
    await mara.reload()
    await expect(mara.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(dialog, 'what was taken is not offered again').toBeHidden()
  },
)
