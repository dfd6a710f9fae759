import AxeBuilder from '@axe-core/playwright'
import { appendEntries } from '@/lib/db/append-entries'
import { createDatabase } from '@/lib/db/client'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { openDrill } from './drill-by-hand'
import { expect, type Installation, signIn, test, visit } from './installation'

test.use({ chapter: 'newer' })

/** An entry as a version of the console would record it that does not exist yet. */
async function recordNewer({ databaseUrl }: Installation, id: string): Promise<void> {
  const database = createDatabase(databaseUrl, { connections: 1 })
  try {
    await withTransaction(database, async (tx) =>
      appendEntries(tx, await lockStream(tx, `incident:${id}`), { kind: 'worker', worker: 'newer', token: 9 }, [
        { type: 'run.teleported', version: 1, payload: { runId: `${id}-R1` } },
      ]),
    )
  } finally {
    await database.$disconnect()
  }
}

test(
  'an incident that a newer Breakwater leads names its entry and keeps Abort, and takes no other page with it',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const { id } = await openDrill(mara, installation)
    await recordNewer(installation, id)
    await visit(mara, installation, `/incidents/${id}`)
    await expect(mara.getByRole('heading', { name: /Recorded by a newer Breakwater/ })).toBeVisible()
    await expect(mara.getByText(/run\.teleported, version 1/)).toBeVisible()
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await mara.setViewportSize({ width, height })
      expect(await mara.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect((await new AxeBuilder({ page: mara }).analyze()).violations).toEqual([])
    }
    for (const path of ['/incidents', '/posture', '/approvals']) {
      await visit(mara, installation, path)
      await expect(mara.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(mara.getByText('could not be read')).toHaveCount(0)
      for (const width of [390, 1024, 1440]) {
        await mara.setViewportSize({ width, height: 900 })
        expect(await mara.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
      if (path === '/incidents') await expect(mara.getByText('not understood')).toBeInViewport({ ratio: 1 })
    }
    await visit(mara, installation, `/incidents/${id}`)
    await mara.getByRole('button', { name: /Abort/ }).click()
    await mara.getByRole('dialog').getByRole('button', { name: /Abort/ }).click()
    await expect(mara.getByText(/on record/).first()).toBeVisible()
  },
)
