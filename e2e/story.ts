import type { Locator, Page } from '@playwright/test'
import { expect, type Installation, visit } from './installation'

/** What people do in the console, in the order of the story, by mouse. */

export function doNow(page: Page): Locator {
  return page.locator('#do-now')
}

/** The alert comes once its rule has held and proposes the incident by itself. */
export async function openIncident(page: Page, installation: Installation, number = 1): Promise<void> {
  await visit(page, installation, '/incidents')
  const name = `INC-${String(number).padStart(4, '0')}`
  await expect(page.getByText(name).filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 })
  await visit(page, installation, `/incidents/INC-${number}`)
}

/**
 * Presses as a person does: where the console could not say in time whether it was recorded, the page is looked at, and
 * what does not stand there is pressed again.
 */
async function pressFor(button: Locator, wanted: () => Promise<void>): Promise<void> {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 5_000 })
    await wanted()
  }).toPass({ timeout: 60_000 })
}

export async function takeCommand(page: Page): Promise<void> {
  const button = doNow(page).getByRole('button', { name: /take command/i })
  await pressFor(button, () => expect(doNow(page)).toContainText('Declare the incident'))
}

export async function askForApproval(page: Page): Promise<void> {
  const button = doNow(page).getByRole('button', { name: /^Ask for approval/ })
  await pressFor(button, () => expect(doNow(page)).toContainText('Waiting for 2 approvals'))
}

export async function declare(page: Page, installation: Installation, number = 1): Promise<void> {
  await visit(page, installation, `/incidents/INC-${number}/declare`)
  for (const gate of ['P1', 'P3', 'P6']) {
    await page.getByRole('button', { name: `Attest ${gate}` }).click()
    const dialog = page.getByRole('dialog')
    // Not there yet it would look as if it had been closed, and nothing in it to tick.
    await expect(dialog).toBeVisible()
    for (const sentence of await dialog.getByRole('checkbox').all()) await sentence.check()
    await pressFor(dialog.getByRole('button', { name: `Attest ${gate}` }), () => expect(dialog).toBeHidden())
  }
  await page.getByRole('radio', { name: /region has failed/i }).check()
  await page.getByLabel(/state for the record/i).fill('us-east-1 is dark, seen from three places outside.')
  const button = page.getByRole('button', { name: /^Declare: / })
  await pressFor(button, () => expect(page).toHaveURL(`${installation.url}/incidents/INC-${number}`))
}

export async function armed(page: Page): Promise<void> {
  const button = doNow(page).getByRole('button', { name: /^Arm/ })
  await pressFor(button, () => expect(button).toBeHidden())
  await expect(doNow(page)).toContainText(/Ask for approval/, { timeout: 30_000 })
}

export async function hold(page: Page, button: Locator, milliseconds = 2_400): Promise<void> {
  await button.scrollIntoViewIfNeeded()
  const box = await button.boundingBox()
  if (box === null) throw new Error('the button cannot be seen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.waitForTimeout(milliseconds)
  await page.mouse.up()
}

/** Reads every step that one look did not show, then holds: what was not seen cannot be approved. */
export async function readAndHold(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: /^Read .+ next/ })
  await expect(async () => {
    if (await next.isVisible()) await next.click({ timeout: 1_000 })
    await expect(page.getByText(/^Not seen yet/)).toBeHidden({ timeout: 600 })
  }).toPass({ timeout: 15_000 })
  await hold(page, page.getByRole('button', { name: /Hold to approve/ }))
}

export async function readAndApprove(page: Page): Promise<void> {
  await expect(async () => {
    await readAndHold(page)
    await expect(page.getByText(/recorded, #\d+/).first()).toBeVisible()
  }).toPass({ timeout: 60_000 })
}

export async function approve(page: Page, installation: Installation): Promise<void> {
  await visit(page, installation, '/approvals')
  await page.getByRole('link', { name: /Promote/ }).click()
  await expect(page).toHaveURL(/\/approvals\/.+/)
  await readAndApprove(page)
}

export async function giveGo(page: Page): Promise<void> {
  const go = page.getByRole('button', { name: /^Give GO/ })
  await expect(go).toBeEnabled({ timeout: 90_000 })
  await expect(async () => {
    await hold(page, go)
    await expect(go).toBeHidden()
  }).toPass({ timeout: 60_000 })
}

/** The fence cannot be proven where nothing answers: the commander's word on the record, and two approvals of it. */
export async function acceptUnproven(page: Page, reason: string): Promise<void> {
  await expect(doNow(page)).toContainText(/S6|fence/i, { timeout: 60_000 })
  await doNow(page)
    .getByRole('button', { name: /accept/i })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reason)
  await pressFor(dialog.getByRole('button', { name: /^Accept/ }), () => expect(dialog).toBeHidden())
}

/** What one person waived after GO is approved again by two, and then the promotion goes on by itself. */
export async function approveAgain(commander: Page, approvers: readonly Page[], installation: Installation) {
  const button = doNow(commander).getByRole('button', { name: /^Ask for approval of S7/ })
  await pressFor(button, () => expect(doNow(commander)).toContainText(/waits for fresh approval/))
  for (const approver of approvers) await approve(approver, installation)
  await expect(commander.getByText(/Point of no return, crossed/)).toBeVisible({ timeout: 60_000 })
}

/** From the dark region to the tier that is back, by the commander and two approvers. */
export async function failOver(commander: Page, approvers: Page[], installation: Installation, number = 1) {
  await installation.lab.fail('us-east-1')
  await openIncident(commander, installation, number)
  await installation.lab.acknowledge()
  await takeCommand(commander)
  await declare(commander, installation, number)
  await armed(commander)
  await askForApproval(commander)
  for (const approver of approvers) await approve(approver, installation)
  await giveGo(commander)
  await acceptUnproven(commander, 'us-east-1 does not answer from anywhere; waiting costs more than the risk.')
  await approveAgain(commander, approvers, installation)
  await expect(doNow(commander)).toContainText(/T0 is back/, { timeout: 120_000 })
}
