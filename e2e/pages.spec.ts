import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDrill, record } from './drill-by-hand'
import { expect, signIn, test, visit } from './installation'

test.use({ chapter: 'pages' })

const paths = [
  '/posture',
  '/incidents',
  '/incidents/new',
  '/approvals',
  '/runbooks',
  '/plan',
  '/evidence',
  '/sponsor',
  '/help',
]
const runbook = '/runbooks/region-failover?plan=orderflow&environment=lab'

/** What a page adds to its layout shift while it is made and hears its first readings. */
async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
            if (!entry.hadRecentInput) sum += entry.value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 700)
      }),
  )
}

/** In the colours of the theme, and not half way to them: they fade for a moment. */
async function inTheme(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))))
}

/** As it stands, at every width and in both themes: nothing for axe to find, and no scrolling sideways. */
async function looksRight(page: Page, path: string): Promise<void> {
  for (const width of [1440, 390, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, `${path} scrolls sideways at ${width}`).toBeLessThanOrEqual(width)
    for (const colorScheme of ['dark', 'light'] as const) {
      await inTheme(page, colorScheme)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const here = `${path} at ${width}, ${colorScheme}`
      expect(violations.map(({ id, nodes }) => `${here} ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    }
  }
}

test(
  'every page leads everywhere, stands still, fits a narrow phone and is clean for axe in both themes',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    // Sixty-six looks by axe: a busy machine takes its time over them.
    test.setTimeout(900_000)
    const mara = await signIn(browser, installation, 'mara')
    for (const path of [...paths, runbook, '/nowhere']) {
      await mara.setViewportSize({ width: 1440, height: 900 })
      await mara.goto(installation.url + path)
      const nav = mara.getByRole('navigation', { name: 'Pages' })
      await expect(nav.getByRole('link'), path).toHaveText([
        'Posture',
        'Incidents',
        /^Approvals/,
        'Runbooks',
        'Plan',
        'Evidence',
        'Sponsor',
        'Help',
      ])
      expect(await layoutShift(mara), `${path} moves`).toBeLessThanOrEqual(0.02)
      await looksRight(mara, path)
    }
    await mara.getByRole('button', { name: /^Menu/ }).click()
    await expect(mara.getByRole('link', { name: 'Runbooks' })).toBeVisible()
    await expect(mara.getByRole('button', { name: 'Sign out' })).toBeVisible()
  },
)

test(
  'signing in, declaring and a proposed incident for the sponsor stand still, fit a narrow phone and are clean for axe',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const id = await record(mara, installation, 'proposeIncident', {
      planKey: 'orderflow',
      environment: 'lab',
      title: 'A drill that nobody has declared yet',
      mode: 'simulation',
    })
    const stranger = await (await browser.newContext()).newPage()
    for (const [page, path] of [
      [stranger, '/sign-in'],
      [mara, `/incidents/${id}/declare`],
      [mara, `/sponsor/${id}`],
    ] as const) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(installation.url + path)
      await expect(page, 'it is that page').toHaveURL(installation.url + path)
      expect(await layoutShift(page), `${path} moves`).toBeLessThanOrEqual(0.02)
      await looksRight(page, path)
    }
    await record(mara, installation, 'closeIncident', { incidentId: id, reason: 'It was only to be looked at.' })
  },
)

test(
  'a sponsor reads the plan without addresses, and no runbook',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const ruth = await signIn(browser, installation, 'ruth')
    await ruth.goto(`${installation.url}/plan`)
    await expect(ruth.getByRole('heading', { name: 'OrderFlow', level: 1 })).toBeVisible()
    expect(await ruth.content()).not.toContain('arn:aws')
    await ruth.goto(`${installation.url}${runbook}`)
    await expect(ruth.getByRole('heading', { name: 'This page is not for your role' })).toBeVisible()
  },
)

test(
  'a runbook prints whole, black on white, without the bar, whatever the theme',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    await mara.context().addCookies([{ name: 'breakwater.theme', value: 'dark', url: installation.url }])
    await mara.goto(installation.url + runbook)
    const colours = () =>
      mara.evaluate(() => [
        getComputedStyle(document.body).color,
        getComputedStyle(document.documentElement).backgroundColor,
      ])
    const [darkInk] = await colours()
    await mara.emulateMedia({ media: 'print' })
    expect(await colours()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    expect(darkInk).not.toBe('rgb(0, 0, 0)')
    await expect(mara.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
    for (const words of ['--allow-data-loss', '«S3.incidentId»', 'point of no return', 'If it fails'])
      await expect(mara.getByText(words, { exact: false }).first(), words).toBeVisible()
    for (const path of [runbook, '/plan']) {
      await mara.goto(installation.url + path)
      const folded = await mara.locator('main details > :not(summary)').all()
      expect(folded.length).toBeGreaterThan(0)
      for (const addresses of folded) await expect(addresses).toBeVisible()
      const cut = await mara
        .locator('main .truncate')
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent))
      expect(cut).toEqual([])
    }
  },
)

test(
  'theme and zone are remembered, in the first bytes of the next page',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara', { timezoneId: 'Asia/Tokyo', colorScheme: 'light' })
    await visit(mara, installation, '/posture')
    await mara.getByRole('button', { name: /account of Mara/ }).click()
    const menu = mara.locator('#account-menu')
    await menu.getByLabel('Theme').selectOption('dark')
    await menu.getByLabel('Times of day').selectOption('device')
    await mara.keyboard.press('Escape')
    const bytes = await (await mara.request.get(`${installation.url}/posture`)).text()
    expect(bytes).toContain('data-theme="dark"')
    await mara.reload()
    await expect(mara.getByText('+09').first()).toBeVisible()
    await expect(mara.locator('[title$="UTC"]').first()).toBeVisible()
  },
)

test(
  'an incident that runs stands still, fits every phone, is clean for axe and keeps abort in reach',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const { id, request } = await openDrill(mara, installation)
    for (const path of [`/incidents/${id}`, `/evidence/${id}`, `/approvals/${request}`])
      for (const [width, height] of [
        [1440, 900],
        [390, 844],
        [320, 640],
      ] as const) {
        await mara.setViewportSize({ width, height })
        await mara.goto(installation.url + path)
        const here = `${path} at ${width}`
        expect(await layoutShift(mara), `${here} moves`).toBeLessThanOrEqual(0.02)
        const wide = await mara.evaluate(() => document.documentElement.scrollWidth)
        expect(wide, `${here} scrolls sideways`).toBeLessThanOrEqual(width)
        for (const colorScheme of ['dark', 'light'] as const) {
          await inTheme(mara, colorScheme)
          const { violations } = await new AxeBuilder({ page: mara }).analyze()
          const found = violations.map(
            ({ id: rule, nodes }) => `${here}, ${colorScheme}, ${rule}: ${nodes[0]?.html ?? ''}`,
          )
          expect(found).toEqual([])
        }
      }
    for (const [width, height] of [
      [390, 844],
      [320, 640],
    ] as const) {
      await mara.setViewportSize({ width, height })
      await visit(mara, installation, `/incidents/${id}`)
      const abort = mara.getByRole('button', { name: /^Abort in Lab on this machine/ })
      await expect(abort, `abort at ${width}`).toBeInViewport({ ratio: 1 })
      expect(await mara.evaluate(() => window.scrollY)).toBe(0)
    }
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await mara.setViewportSize({ width, height })
      await visit(mara, installation, `/incidents/${id}`)
      const doNow = mara.locator('#do-now')
      const headline = doNow.getByRole('heading')
      const tall = async () => (await doNow.boundingBox())?.height
      const [words, before] = [await headline.innerText(), await tall()]
      await record(mara, installation, 'pauseRun', { incidentId: id, runId: `${id}-R1`, reason: 'To look at it.' })
      await expect(headline).not.toHaveText(words)
      expect(await tall(), `what is to be done now at ${width}`).toBe(before)
      await record(mara, installation, 'resumeRun', { incidentId: id, runId: `${id}-R1` })
      await expect(headline).toHaveText(words)
    }
  },
)
