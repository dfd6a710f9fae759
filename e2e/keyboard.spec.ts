import type { Locator, Page } from '@playwright/test'
import { expect, type Installation, signIn, test, visit } from './installation'
import { doNow, openIncident } from './story'

test.use({ chapter: 'keyboard' })

/** Walks with Tab until what has the focus is named so; a person without a mouse has no other way. */
async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement
      // Nothing has the focus: the page as a whole says every word on it.
      if (element === document.body) return ''
      const labelled = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      const label = labelled ? [...(element.labels ?? [])].map((one) => one.textContent).join(' ') : ''
      return `${label} ${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`
    })
    if (name.test(found)) return
  }
  throw new Error(`Tab does not reach ${name}`)
}

/** As a person holds: until it says so, it is not held; a page that has just come may not listen yet. */
async function holdEnter(page: Page): Promise<void> {
  const held = page.getByText(/^Keep holding/).filter({ visible: true })
  await expect(async () => {
    await page.keyboard.up('Enter')
    await page.keyboard.down('Enter')
    await expect(held.first()).toBeVisible({ timeout: 1_500 })
  }).toPass({ timeout: 15_000 })
  await page.waitForTimeout(2_400)
  await page.keyboard.up('Enter')
}

async function attest(page: Page, gate: string): Promise<void> {
  await tabTo(page, new RegExp(`^\\s*Attest ${gate}`))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  // A second Enter, by a hand that is in a hurry, says nothing.
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  for (const sentence of await dialog.getByRole('checkbox').all()) {
    await tabToThis(page, sentence)
    await page.keyboard.press('Space')
    await expect(sentence).toBeChecked()
  }
  await tabToThis(page, dialog.getByRole('button', { name: `Attest ${gate}` }))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  // The button is gone; whoever has no mouse goes on from its gate, not from the top of the page.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('LI')
}

async function tabToThis(page: Page, control: Locator, most = 20): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    // What goes away meanwhile, since it is no longer needed, is not waited for.
    if (await control.evaluate((element) => element === document.activeElement, undefined, { timeout: 1_000 })) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach the control')
}

async function approveByKeys(page: Page, installation: Installation): Promise<void> {
  await visit(page, installation, '/approvals')
  await tabTo(page, /Promote/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/approvals\/.+/)
  await expect(page.getByRole('button', { name: /Hold to approve/ })).toBeVisible()
  // What lies below the first screen is read by its own key before the answer arms.
  const next = page.getByRole('button', { name: /^Read .+ next/ })
  await expect(async () => {
    if (await next.isVisible()) {
      await tabToThis(page, next, 40)
      await page.keyboard.press('Enter')
    }
    await expect(page.getByText(/^Not seen yet/)).toBeHidden({ timeout: 600 })
  }).toPass({ timeout: 30_000 })
  await tabTo(page, /Hold to approve/)
  await holdEnter(page)
  await expect(page.getByText(/recorded, #\d+/).first()).toBeVisible()
}

test('the whole failover is led by keyboard alone', { tag: '@lane' }, async ({ browser, installation }) => {
  const { lab, url } = installation
  const mara = await signIn(browser, installation, 'mara')
  const tomas = await signIn(browser, installation, 'tomas')
  const kenji = await signIn(browser, installation, 'kenji')
  await lab.fail('us-east-1')
  await openIncident(mara, installation)
  await lab.acknowledge()
  await expect(doNow(mara)).toContainText('Take command')
  await mara.keyboard.press('c')
  await expect(doNow(mara)).toContainText('Declare the incident')

  await mara.keyboard.press('d')
  await mara.waitForURL(/declare$/)
  await tabTo(mara, /region has failed|availability zone/i)
  // Arrow keys move within a group of radio buttons.
  for (let step = 0; step < 4; step += 1) {
    if (await mara.getByRole('radio', { name: /region has failed/i }).isChecked()) break
    await mara.keyboard.press('ArrowDown')
  }
  await expect(mara.getByRole('radio', { name: /region has failed/i })).toBeChecked()
  await tabTo(mara, /state for the record/i)
  await mara.keyboard.type('us-east-1 is dark, seen from three places outside.')
  await tabTo(mara, /^\s*Declare: /)
  await mara.keyboard.press('Enter')
  await mara.waitForURL(`${url}/incidents/INC-1`)

  await visit(mara, installation, '/incidents/INC-1/declare')
  for (const gate of ['P1', 'P3', 'P6']) await attest(mara, gate)
  await visit(mara, installation, '/incidents/INC-1')

  await expect(doNow(mara)).toContainText(/Arm/)
  await mara.keyboard.press('r')
  await expect(doNow(mara)).toContainText(/Ask for approval/)
  await mara.keyboard.press('r')
  await expect(doNow(mara)).toContainText(/Waiting for 2 approvals/)
  await approveByKeys(tomas, installation)
  await approveByKeys(kenji, installation)

  await expect(mara.getByRole('button', { name: /^Give GO/ })).toBeEnabled({ timeout: 60_000 })
  await mara.keyboard.press('n')
  await holdEnter(mara)
  await expect(doNow(mara)).toContainText(/unproven/, { timeout: 60_000 })
  await mara.keyboard.press('a')
  await expect(mara.getByRole('dialog')).toBeVisible()
  await mara.keyboard.type('us-east-1 does not answer from anywhere.')
  await mara.keyboard.press('Control+Enter')
  // What one person waived after GO is approved again by two.
  await expect(doNow(mara)).toContainText(/Ask again for S7/)
  await mara.keyboard.press('r')
  await expect(doNow(mara)).toContainText(/waits for fresh approval/)
  await approveByKeys(tomas, installation)
  await approveByKeys(kenji, installation)
  await expect(mara.getByText(/Point of no return, crossed/).first()).toBeVisible({ timeout: 60_000 })
  await expect(doNow(mara)).toContainText(/T0 is back/, { timeout: 90_000 })
  expect((await lab.state()).writer).toBe('us-west-2')
})
