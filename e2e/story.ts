import type { Locator, Page } from '@playwright/test'
import { expect, type Installation, visit } from './installation'

/** What people do in the console, in the order of the story, by mouse. */

export function doNow(page: Page): Locator {
  return page.locator('#do-now')
}

/** The alert comes once its rule has held and proposes the incident by itself. */
export async function openIncident(page: Page, installation: Installation): Promise<void> {
  await visit(page, installation, '/incidents')
  await expect(page.getByText('INC-0001').filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 })
  await visit(page, installation, '/incidents/INC-1')
}

export async function takeCommand(page: Page): Promise<void> {
  await doNow(page)
    .getByRole('button', { name: /take command/i })
    .click()
  await expect(doNow(page)).toContainText('Declare the incident')
}

export async function declare(page: Page, installation: Installation): Promise<void> {
  await visit(page, installation, '/incidents/INC-1/declare')
  for (const gate of ['P1', 'P3', 'P6']) {
    await page.getByRole('button', { name: `Attest ${gate}` }).click()
    const dialog = page.getByRole('dialog')
    for (const sentence of await dialog.getByRole('checkbox').all()) await sentence.check()
    await dialog.getByRole('button', { name: `Attest ${gate}` }).click()
    await expect(dialog).toBeHidden()
  }
  await page.getByRole('radio', { name: /region has failed/i }).check()
  await page.getByLabel(/state for the record/i).fill('us-east-1 is dark, seen from three places outside.')
  await page.getByRole('button', { name: /^Declare: / }).click()
  await page.waitForURL(`${installation.url}/incidents/INC-1`)
}

export async function armed(page: Page): Promise<void> {
  await doNow(page).getByRole('button', { name: /^Arm/ }).click()
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
export async function readAndApprove(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: /^Read .+ next/ })
  await expect(async () => {
    if (await next.isVisible()) await next.click({ timeout: 1_000 })
    await expect(page.getByText(/^Not seen yet/)).toBeHidden({ timeout: 600 })
  }).toPass({ timeout: 15_000 })
  await hold(page, page.getByRole('button', { name: /Hold to approve/ }))
  await expect(page.getByText(/recorded, #\d+/).first()).toBeVisible()
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
  await hold(page, go)
}
