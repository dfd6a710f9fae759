import type { Page } from '@playwright/test'
import { expect, signIn, test, visit } from './installation'
import { press } from './press'
import { doNow, failOver } from './story'

test.use({ chapter: 'night' })

/** Each page shows it, in words a person can see, and all of them within two seconds of the first. */
async function saidEverywhere(pages: Record<string, [Page, RegExp]>, timeout = 60_000): Promise<void> {
  const at = await Promise.all(
    Object.entries(pages).map(async ([name, [page, words]]) => {
      const shown = page.getByText(words).filter({ visible: true }).first()
      await expect(shown, name).toBeVisible({ timeout })
      return Date.now()
    }),
  )
  expect(Math.max(...at) - Math.min(...at), 'all within two seconds').toBeLessThan(2_000)
}

test(
  'the night goes on: back, ended, again, down again and refused, in the same words on five pages',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    // Two whole failovers, one after the other.
    test.setTimeout(900_000)
    const mara = await signIn(browser, installation, 'mara')
    const tomas = await signIn(browser, installation, 'tomas')
    const ines = await signIn(browser, installation, 'ines')
    const ruth = await signIn(browser, installation, 'ruth')
    const whitlock = await signIn(browser, installation, 'whitlock')

    await failOver(mara, [tomas, ines], installation)
    await visit(ruth, installation, '/sponsor/INC-1')
    await visit(whitlock, installation, '/evidence/INC-1')
    // The run still proves and watches: the incident can be closed once that has ended.
    await expect(async () => {
      const { answer } = await press(mara, installation, 'closeIncident', {
        incidentId: 'INC-1',
        reason: 'It is back.',
      })
      expect(answer).toMatchObject({ kind: 'recorded' })
    }).toPass({ timeout: 120_000, intervals: [2_000] })
    await saidEverywhere({
      console: [mara, /\bended\b/i],
      sponsor: [ruth, /\bended\b/i],
      evidence: [whitlock, /\bended\b/i],
    })

    // The same night again, from the first state: nothing of the first incident stands in its way.
    await installation.lab.reset()
    await visit(mara, installation, '/posture')
    // A world that has just begun has written nothing yet that the standby could hold.
    await expect(mara.getByText(/^If us-east-1 died this second: about/).first()).toBeVisible({ timeout: 60_000 })
    await failOver(mara, [tomas, ines], installation, 2)
    await expect(ruth.locator('a[href="/sponsor/INC-2"]').first(), 'the ended page leads to what is open').toBeVisible()
    await visit(tomas, installation, '/incidents')
    await visit(ines, installation, '/posture')
    await visit(ruth, installation, '/sponsor/INC-2')
    await visit(whitlock, installation, '/evidence/INC-2')
    await saidEverywhere({
      console: [mara, /UNPROTECTED/],
      list: [tomas, /UNPROTECTED/],
      posture: [ines, /UNPROTECTED/],
      sponsor: [ruth, /without a second region/],
      evidence: [whitlock, /UNPROTECTED/],
    })

    // The region that serves now fails while the run only watches: before that it would bar a new one itself.
    await expect(doNow(mara)).toContainText(/To end it now, skip S20/, { timeout: 60_000 })
    await installation.lab.fail('us-west-2')
    await saidEverywhere({
      console: [mara, /down again/i],
      list: [tomas, /down again/i],
      posture: [ines, /down again/i],
      sponsor: [ruth, /down again/i],
      evidence: [whitlock, /down again/i],
    })

    // There is nothing to fail over to: said before anybody presses, and refused to who presses all the same.
    await expect(doNow(mara)).toContainText(/standby|nothing to fail over to/i)
    const again = await press(mara, installation, 'startRun', { incidentId: 'INC-2', runbook: 'region-failover' })
    expect(again.answer).toMatchObject({ kind: 'refused', code: 'no-standby' })

    await installation.lab.heal('us-west-2')
    await saidEverywhere(
      { console: [mara, /T0 is back/], sponsor: [ruth, /are back/], list: [tomas, /recovered/] },
      120_000,
    )
  },
)
