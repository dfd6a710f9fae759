import type { Page } from '@playwright/test'
import { openDrill, record } from './drill-by-hand'
import { expect, type Installation, signIn, test, visit } from './installation'

test.use({ chapter: 'long-words' })

const unbroken = 'x'.repeat(60)
const long =
  `${unbroken} ${'The commander wants to see the lag of every link first, and who looked at it. '.repeat(40)}`.slice(
    0,
    1_990,
  )

let drill: { id: string; request: string } | null = null

/** One drill for all of them: a second could not be armed beside it. */
async function theDrill(commander: Page, installation: Installation) {
  return (drill ??= await openDrill(commander, installation))
}

/** Texts that a person cannot read whole: wider than their place, and neither cut with a mark nor scrolled. */
function overrunning(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((one) => one.children.length === 0 && one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => {
        const { overflowX, display } = getComputedStyle(one)
        return overflowX === 'visible' && display !== 'inline'
      })
      .map((one) => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 60)}`),
  )
}

test(
  'two thousand characters and long names push nothing away and run over nothing',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const tomas = await signIn(browser, installation, 'tomas')
    const { id, request } = await theDrill(mara, installation)
    for (const statement of [long, 'A short one, later.'])
      await record(mara, installation, 'recordDecision', {
        incidentId: id,
        runId: null,
        kind: 'note',
        subject: null,
        statement,
      })
    await record(tomas, installation, 'refuseApproval', { incidentId: id, requestId: request, reason: long })

    await visit(mara, installation, `/incidents/${id}`)
    const decisions = mara.getByRole('region', { name: 'Decisions' })
    await expect(decisions.getByText('A short one, later.')).toBeVisible()
    const tall = (await decisions.boundingBox())?.height ?? Infinity
    expect(tall, 'a long statement is folded').toBeLessThan(700)
    await expect(decisions, 'who refused, though the reason is folded').toContainText(/Approval refused: .*T\. Varga/s)

    for (const [page, path] of [
      [mara, `/incidents/${id}`],
      [mara, `/evidence/${id}`],
      [tomas, `/approvals/${request}`],
    ] as const)
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 900 })
        await visit(page, installation, path)
        const here = `${path} at ${width}`
        expect(await page.evaluate(() => document.documentElement.scrollWidth), here).toBeLessThanOrEqual(width)
        expect(await overrunning(page), here).toEqual([])
      }
  },
)

test(
  'an incident whose name, statement and end are as long as they may be can be read on every page of it',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const id = await record(mara, installation, 'proposeIncident', {
      planKey: 'orderflow',
      environment: 'lab',
      title: `${unbroken} ${'Checkout and payments fail '.repeat(6)}`.slice(0, 199),
      mode: 'simulation',
    })
    await record(mara, installation, 'declareIncident', { incidentId: id, class: 'region-failure', statement: long })
    const pages = ['/incidents', `/incidents/${id}`, `/incidents/${id}/declare`, `/evidence/${id}`, `/sponsor/${id}`]
    const fit = async (when: string) => {
      for (const path of [...pages, '/evidence', '/posture'])
        for (const width of [1440, 1024, 390]) {
          await mara.setViewportSize({ width, height: 900 })
          await visit(mara, installation, path)
          const here = `${when}, ${path} at ${width}`
          expect(await mara.evaluate(() => document.documentElement.scrollWidth), here).toBeLessThanOrEqual(width)
          expect(await overrunning(mara), here).toEqual([])
        }
    }
    await fit('open')
    await record(mara, installation, 'closeIncident', { incidentId: id, reason: long })
    await fit('ended')
    await visit(mara, installation, '/incidents')
    const row = mara.getByRole('listitem').filter({ hasText: unbroken }).first()
    expect((await row.boundingBox())?.height, 'a row stays a row').toBeLessThan(320)
  },
)

test(
  'a row that leads somewhere is one link; choosing moves no text; the sponsor’s footer is on the first screen',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const kenji = await signIn(browser, installation, 'kenji')
    const ruth = await signIn(browser, installation, 'ruth')
    await visit(ruth, installation, '/sponsor')
    await expect(ruth.getByRole('contentinfo')).toBeInViewport({ ratio: 1 })

    await theDrill(mara, installation)
    await visit(kenji, installation, '/approvals')
    const row = kenji.getByRole('listitem').filter({ hasText: 'Promote' }).first()
    const [link, whole] = [await row.getByRole('link').boundingBox(), await row.boundingBox()]
    expect(link?.height, 'all of the row can be pressed').toBeGreaterThanOrEqual((whole?.height ?? 0) - 1)
    await expect(row.getByText(/Read and answer/)).toBeVisible()

    const id = await record(mara, installation, 'proposeIncident', {
      planKey: 'orderflow',
      environment: 'lab',
      title: 'A drill of the classes',
      mode: 'simulation',
    })
    await visit(mara, installation, `/incidents/${id}/declare`)
    const words = mara.getByText('The region has failed', { exact: true }).first()
    const before = await words.boundingBox()
    await mara.getByRole('radio', { name: /region has failed/i }).check()
    expect(await words.boundingBox()).toEqual(before)
  },
)

test(
  'a browser that is offline speaks of itself, not of the worker',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const { id } = await theDrill(mara, installation)
    await visit(mara, installation, `/incidents/${id}`)
    await mara.context().setOffline(true)
    await expect(mara.getByText(/Connection lost/).first()).toBeVisible({ timeout: 20_000 })
    // Longer than a worker may be silent before it is missed.
    await mara.waitForTimeout(12_000)
    await expect(mara.getByText(/no worker/i)).toHaveCount(0)
  },
)
