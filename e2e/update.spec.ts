import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { Client } from 'pg'
import { openDrill } from './drill-by-hand'
import { expect, type Installation, signIn, test, visit } from './installation'
import { hold, readAndHold } from './story'

test.use({ chapter: 'update' })

const newer = '.next-newer'
test.afterAll(() => {
  for (const made of [newer, `${newer}.tsconfig.json`]) rmSync(made, { recursive: true, force: true })
})

/** As an update does it: the same installation's key, another build. */
function buildNewer(): void {
  const env = { ...process.env, NEXT_DIST_DIR: newer, BREAKWATER_BUILD: 'newer' }
  const { status, stderr } = spawnSync(process.execPath, ['cli/build.js'], { encoding: 'utf8', env })
  expect(status, stderr).toBe(0)
}

async function recorded({ databaseUrl }: Installation, type: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM journal_entry WHERE type = $1', [type])
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}

test(
  'an update in mid-incident takes no words and no click: the older page says so and offers the same act',
  {
    tag: '@lane',
  },
  async ({ browser, installation }) => {
    // A whole build is made meanwhile.
    test.setTimeout(900_000)
    const mara = await signIn(browser, installation, 'mara')
    const tomas = await signIn(browser, installation, 'tomas')
    const { id, request } = await openDrill(mara, installation)
    await visit(tomas, installation, `/approvals/${request}`)
    await visit(mara, installation, `/incidents/${id}`)
    await mara.getByRole('button', { name: /Pause$/ }).click()
    await mara.getByRole('dialog').getByRole('textbox').first().fill('One moment: the bridge asks a question.')

    buildNewer()
    await installation.restartConsole(newer)
    for (const page of [mara, tomas])
      await expect(page.getByText(/Actions are off/).filter({ visible: true })).toHaveCount(0, { timeout: 30_000 })

    // Both pages are of the older build: what is pressed there is recorded only once it is pressed again.
    const approval = await updated(tomas, () => readAndHold(tomas))
    await hold(tomas, approval.getByRole('button', { name: /approve/i }))
    await expect(tomas.getByRole('dialog')).toContainText(/recorded, #\d+/)
    expect(await recorded(installation, 'approval.given')).toBe(1)

    const pause = mara.getByRole('dialog').getByRole('button', { name: /Pause$/ })
    const offered = await updated(mara, () => pause.click())
    await expect(offered, 'the words are kept').toContainText('One moment: the bridge asks a question.')
    expect(await recorded(installation, 'run.paused'), 'nothing is sent by itself').toBe(0)
    await offered.getByRole('button', { name: /Pause$/ }).click()
    await expect(offered).toContainText(/recorded, #\d+/)
    expect(await recorded(installation, 'run.paused')).toBe(1)
  },
)

/** The dialog of a page that was loaded again because the console was updated under a press. */
async function updated(page: Page, press: () => Promise<void>): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'The console was updated' })
  // Pressed again only where no answer came in time, as a person would.
  await expect(async () => {
    await press()
    await expect(dialog).toContainText('Nothing was recorded', { timeout: 10_000 })
  }).toPass({ timeout: 120_000 })
  return dialog
}
