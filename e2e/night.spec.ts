import type { Page } from '@playwright/test'
import { expect, type Installation, signIn, test, visit } from './installation'
import { approve, armed, declare, doNow, giveGo, openIncident, takeCommand } from './story'

test.use({ chapter: 'night' })

/** The commander's, the approver's, the sponsor's, the auditor's and a colleague's page of one incident. */
interface Room {
  console: Page
  list: Page
  posture: Page
  sponsor: Page
  evidence: Page
}

async function failOver(mara: Page, others: Page[], installation: Installation): Promise<void> {
  await installation.lab.fail('us-east-1')
  await openIncident(mara, installation)
  await installation.lab.acknowledge()
  await takeCommand(mara)
  await declare(mara, installation)
  await armed(mara)
  await doNow(mara)
    .getByRole('button', { name: /^Ask for approval/ })
    .click()
  for (const approver of others) await approve(approver, installation)
  await giveGo(mara)
  await expect(doNow(mara)).toContainText(/S6|fence/i, { timeout: 60_000 })
  await doNow(mara)
    .getByRole('button', { name: /accept/i })
    .click()
  const dialog = mara.getByRole('dialog')
  await dialog.getByRole('textbox').fill('us-east-1 does not answer from anywhere.')
  await dialog.getByRole('button', { name: /accept/i }).click()
  await expect(mara.getByText(/Point of no return, crossed/)).toBeVisible({ timeout: 60_000 })
  await expect(mara.getByText('recovered').first()).toBeVisible({ timeout: 120_000 })
}

/** Each page says it, and all of them within two seconds of the first. */
async function saidEverywhere(pages: readonly [Page, RegExp][], timeout: number): Promise<void> {
  const at = await Promise.all(
    pages.map(async ([page, words]) => {
      await expect(page.locator('body')).toContainText(words, { timeout })
      return Date.now()
    }),
  )
  expect(Math.max(...at) - Math.min(...at), 'all within two seconds').toBeLessThan(2_000)
}

test('@lane the night goes on: recovered, down again, refused, ended, with one truth on five pages', async ({
  browser,
  installation,
}) => {
  const mara = await signIn(browser, installation, 'mara')
  const tomas = await signIn(browser, installation, 'tomas')
  const ines = await signIn(browser, installation, 'ines')
  await failOver(mara, [tomas, ines], installation)

  const room: Room = {
    console: mara,
    list: tomas,
    posture: ines,
    sponsor: await signIn(browser, installation, 'ruth'),
    evidence: await signIn(browser, installation, 'whitlock'),
  }
  await visit(room.list, installation, '/incidents')
  await visit(room.posture, installation, '/posture')
  await visit(room.sponsor, installation, '/sponsor/INC-1')
  await visit(room.evidence, installation, '/evidence/INC-1')
  await saidEverywhere(
    [
      [room.console, /T0 is back/],
      [room.list, /recovered/],
      [room.posture, /UNPROTECTED/],
      [room.sponsor, /back/],
    ],
    60_000,
  )

  // The region that serves now fails while the run only watches.
  await installation.lab.fail('us-west-2')
  await saidEverywhere(
    [
      [room.console, /down again/],
      [room.list, /down again/],
      [room.sponsor, /down again/],
      [room.evidence, /down again/],
    ],
    60_000,
  )
  await expect(room.posture.locator('body')).toContainText(/fail|down/)

  // Nothing is left to fail over to, and that is said before anybody presses.
  await expect(mara.locator('body')).toContainText(/standby/i)

  await installation.lab.heal('us-west-2')
  await saidEverywhere(
    [
      [room.console, /T0 is back/],
      [room.sponsor, /back/],
    ],
    120_000,
  )
})
