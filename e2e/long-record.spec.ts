import AxeBuilder from '@axe-core/playwright'
import { createDatabase } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { person } from '@/lib/testing/every-command'
import { record } from './drill-by-hand'
import { expect, signIn, test, visit } from './installation'

test.use({ chapter: 'long-record' })

test('a long record that has ended is read a page at a time', { tag: '@lane' }, async ({ browser, installation }) => {
  const mara = await signIn(browser, installation, 'mara')
  const id = await record(mara, installation, 'proposeIncident', {
    planKey: 'orderflow',
    environment: 'lab',
    title: 'A drill with much to note',
    mode: 'simulation',
  })
  const database = createDatabase(installation.databaseUrl, { connections: 1 })
  const { id: account } = await database.user.findFirstOrThrow({ where: { personId: 'mara-okafor' } })
  for (let round = 0; round < 44; round += 1)
    await decideIncident(
      database,
      id,
      Array.from({ length: 50 }, (_, index) => ({
        type: 'record-decision' as const,
        kind: 'note' as const,
        runId: null,
        subject: null,
        statement: `note ${round * 50 + index}`,
      })),
      person('mara-okafor', account),
    )
  await database.$disconnect()
  await record(mara, installation, 'closeIncident', { incidentId: id, reason: 'enough' })

  await visit(mara, installation, `/evidence/${id}`)
  const pages = mara.getByRole('navigation', { name: 'Pages of the record, above its entries' })
  await expect(pages).toContainText('Page 3 of 3')
  await pages.getByRole('button', { name: 'First' }).click()
  await expect(pages).toContainText('Page 1 of 3')
  await expect(mara.getByText('#1', { exact: true }).first()).toBeVisible()
  await pages.getByRole('button', { name: 'Newer' }).click()
  await expect(mara.getByText('#1500', { exact: true }).first()).toBeAttached()
  for (const width of [1440, 1024, 390]) {
    await mara.setViewportSize({ width, height: 900 })
    expect(await mara.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  expect((await new AxeBuilder({ page: mara }).include('nav').analyze()).violations).toEqual([])
})
