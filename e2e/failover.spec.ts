import AxeBuilder from '@axe-core/playwright'
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { enter, expect, type Installation, signIn, test, visit } from './installation'
import {
  acceptUnproven,
  approveAgain,
  approve,
  armed,
  askForApproval,
  declare,
  doNow,
  giveGo,
  openIncident,
  readAndApprove,
  takeCommand,
} from './story'

test.use({ chapter: 'failover' })

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map((violation) => `${what}: ${violation.id} ${violation.nodes[0]?.html ?? ''}`)).toEqual([])
}

test('five people take checkout from us-east-1 to us-west-2, and the lab agrees', async ({ browser, installation }) => {
  const { lab } = installation
  const mara = await signIn(browser, installation, 'mara', { colorScheme: 'dark' })
  const tomas = await signIn(browser, installation, 'tomas', { viewport: { width: 390, height: 844 } })
  const ines = await signIn(browser, installation, 'ines', {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  const ruth = await signIn(browser, installation, 'ruth')
  const whitlock = await signIn(browser, installation, 'whitlock')
  await expect(mara.getByRole('heading', { level: 1 })).toContainText('promise')
  await expectAccessible(mara, 'posture')

  await lab.fail('us-east-1')
  await openIncident(mara, installation)
  await lab.acknowledge()
  await takeCommand(mara)
  await visit(mara, installation, '/incidents/INC-1/declare')
  await mara.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(mara, 'declare, on a phone')
  await mara.setViewportSize({ width: 1440, height: 900 })
  await declare(mara, installation)
  await visit(ruth, installation, '/sponsor/INC-1')
  await expect(ruth.getByRole('main')).toContainText(/ha(s|ve) been down/)
  // The narrowest width that has two columns: names must stay readable beside the times.
  await ruth.setViewportSize({ width: 1024, height: 768 })
  const names = ruth.getByRole('region', { name: 'What is down and when it is back' }).getByRole('listitem').first()
  expect((await names.boundingBox())?.height ?? Infinity).toBeLessThan(100)

  await armed(mara)
  // Whoever asked never counts, and a person without the duty may not.
  await askForApproval(mara)
  await visit(mara, installation, '/approvals/INC-1-R1-A1-1')
  await expect(mara.getByText(/You asked/).first()).toBeVisible()
  await visit(mara, installation, '/incidents/INC-1')

  // Tomás was told, signs in by the link he was sent, and lands on the request.
  await tomas.context().clearCookies()
  await tomas.goto(await linkSentTo(installation, 'U0TOMAS', 'PTOMAS1'), { waitUntil: 'networkidle' })
  await enter(tomas, 'tomas')
  await expect(tomas).toHaveURL(`${installation.url}/approvals/INC-1-R1-A1-1`)
  const told = mara.getByRole('list', { name: 'Who was told' })
  await expect(told).toContainText(/T\. Varga opened it/)
  await expect(told).toContainText(/I\. Duarte has not opened it.*Slack: told/)
  await readAndApprove(tomas)
  await expectAccessible(tomas, 'approval')
  await expect(mara.getByText('1 of 2').first()).toBeVisible()
  await approve(ines, installation)
  await expectAccessible(mara, 'command console before GO')

  await giveGo(mara)
  // us-east-1 is dark: nothing can prove the fence. The commander accepts it, and two people approve that.
  await expect(doNow(mara)).toContainText(/S6|fence/i, { timeout: 60_000 })
  expect((await lab.state()).writer).toBe('us-east-1')
  await acceptUnproven(mara, 'us-east-1 does not answer from anywhere; waiting costs more than the risk.')
  await approveAgain(mara, [tomas, ines], installation)
  await expect(mara.getByRole('button', { name: /Stop here, forward only/ })).toBeVisible()
  await expectAccessible(mara, 'command console past the point of no return')

  await expect(ruth.getByRole('main')).toContainText(/back|works/i, { timeout: 60_000 })
  await expect(mara.getByText('recovered').filter({ visible: true }).first()).toBeVisible({ timeout: 90_000 })
  expect((await lab.state()).writer).toBe('us-west-2')
  const promotions = (await lab.effects()).filter((effect) => effect.operation === 'FailoverGlobalCluster')
  expect(promotions.filter((effect) => effect.outcome === 'accepted')).toHaveLength(1)
  await expectAccessible(ruth, 'sponsor')

  const asked = await whitlock.request.head(`${installation.url}/api/export/INC-1?format=json`)
  expect(asked.status(), 'asking about an export is no export').toBe(405)
  await visit(whitlock, installation, '/evidence/INC-1')
  await expect(whitlock.getByText(/chain verified/)).toBeVisible()
  await expectAccessible(whitlock, 'evidence')
  const [download] = await Promise.all([
    whitlock.waitForEvent('download'),
    whitlock.getByRole('link', { name: 'JSON' }).click(),
  ])
  await expectVerified(download)
})

/** What the lab's Slack and PagerDuty show that one person was sent, and the way to the request in it. */
async function linkSentTo({ lab, url }: Installation, slack: string, pager: string): Promise<string> {
  const sent = async (operation: string, address: string) =>
    (await lab.effects()).filter(
      (effect) =>
        effect.operation === operation &&
        effect.outcome === 'accepted' &&
        `${effect.target} ${JSON.stringify(effect.parameters)}`.includes(address),
    )
  await expect.poll(async () => (await sent('POST /incidents', pager)).length, { timeout: 20_000 }).toBe(1)
  for (const one of [`@${slack}`, '@U0INES'])
    await expect.poll(async () => (await sent('chat.postMessage', one)).length, { timeout: 20_000 }).toBe(1)
  const [message] = await sent('chat.postMessage', `@${slack}`)
  const [link] = /http\S+\/approvals\/[\w-]+/.exec(String(message?.parameters['text'])) ?? []
  if (link === undefined) throw new Error(`no link of ${url} in the message`)
  return link
}

async function expectVerified(download: Download): Promise<void> {
  const file = await download.path()
  const verify = () =>
    spawnSync(process.execPath, ['cli/breakwater.js', 'journal', 'verify', file], { encoding: 'utf8' })
  const sound = verify()
  expect(sound.status, sound.stdout + sound.stderr).toBe(0)
  const exported = JSON.parse(await readFile(file, 'utf8')) as { entries: { payload: string }[] }
  const entry = exported.entries[5]
  if (entry === undefined) throw new Error('the export is too short to tamper with')
  entry.payload = entry.payload.replace(/[a-z]/, 'X')
  await writeFile(file, JSON.stringify(exported))
  expect(verify().status).toBe(1)
}
