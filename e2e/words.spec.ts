import { openDrill, record } from './drill-by-hand'
import { enter, expect, signIn, test, visit } from './installation'

test.use({ chapter: 'words' })

const words = 'us-east-1 is dark, seen from three places outside.'

test(
  'typed words survive a reload, the way back, a lost connection and a lost session, and go on the record as typed',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const id = await record(mara, installation, 'proposeIncident', {
      planKey: 'orderflow',
      environment: 'lab',
      title: 'A drill of the words',
      mode: 'simulation',
    })
    await visit(mara, installation, `/incidents/${id}/declare`)
    const statement = mara.getByLabel(/state for the record/i)
    await statement.fill(words)

    await mara.reload()
    await expect(statement).toHaveValue(words)

    await mara.getByRole('link', { name: 'Posture' }).first().click()
    await expect(mara).toHaveURL(/\/posture$/)
    await mara.goBack()
    await expect(statement).toHaveValue(words)

    await mara.context().setOffline(true)
    await statement.fill(`${words} More.`)
    await mara.context().setOffline(false)
    await mara.reload()
    await expect(statement).toHaveValue(`${words} More.`)

    await mara.context().clearCookies()
    await mara
      .getByRole('link', { name: /sign in/i })
      .first()
      .click({ timeout: 60_000 })
    await enter(mara, 'mara')
    await expect(mara, 'the way back leads where one was').toHaveURL(new RegExp(`/incidents/${id}/declare$`))
    await expect(statement).toHaveValue(`${words} More.`)

    await mara.getByRole('radio', { name: /region has failed/i }).check()
    await mara.getByRole('button', { name: /Declare: / }).click()
    await expect(mara).toHaveURL(`${installation.url}/incidents/${id}`)
    const evidence = await mara.request.get(`${installation.url}/api/views/evidence/${id}`)
    expect(await evidence.text(), 'on the record as typed').toContain(`${words} More.`)
  },
)

test(
  'abort is offered to whoever lost the session: it says sign in first, keeps the reason, and then records',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const { id } = await openDrill(mara, installation)
    await visit(mara, installation, `/incidents/${id}`)
    await mara.context().clearCookies()
    await expect(mara.getByText('You are signed out.').first()).toBeVisible({ timeout: 60_000 })
    const pause = mara.getByRole('button', { name: /^Pause/ }).first()
    await expect(pause, 'everything else is off').toHaveAttribute('aria-disabled', 'true')

    await mara.keyboard.press('x')
    const dialog = mara.getByRole('dialog')
    await dialog.getByRole('textbox').fill('The drill has shown what it was for.')
    await dialog.getByRole('button', { name: /^(DRILL )?Abort/ }).click()
    await expect(dialog).toContainText('You are signed out. Sign in, then press it again here.')
    await dialog.getByRole('link', { name: /sign in/i }).click()
    // The page takes keys once it is live.
    const live = mara.waitForResponse((response) => response.url().includes('/api/stream') && response.ok())
    await enter(mara, 'mara')
    await expect(mara).toHaveURL(new RegExp(`/incidents/${id}`))
    await live

    await mara.keyboard.press('x')
    await expect(dialog.getByRole('textbox')).toHaveValue('The drill has shown what it was for.')
    await dialog.getByRole('button', { name: /^(DRILL )?Abort/ }).click()
    await expect(mara.locator('#do-now')).toContainText(/Stopp(ed|ing)/, { timeout: 30_000 })
  },
)
