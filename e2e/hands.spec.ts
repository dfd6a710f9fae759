import type { Browser, CDPSession, Locator, Page } from '@playwright/test'
import { openDrill } from './drill-by-hand'
import { expect, type Installation, signIn, test, visit } from './installation'
import { setHidden, spyOnTelling, toldBy } from './telling-spy'

test.use({ chapter: 'hands' })

/** Where on the button a gesture begins, and how it is made with the browser's own touch driver. */
interface Hands {
  page: Page
  touch: CDPSession
  at: { x: number; y: number }
  button: Locator
}

type Gesture = (hands: Hands) => Promise<void>

const finger = (x: number, y: number, id = 0) => ({ x, y, id })

async function touchDown({ touch, at }: Hands): Promise<void> {
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger(at.x, at.y)] })
}

async function touchTo({ touch }: Hands, ...points: { x: number; y: number; id: number }[]): Promise<void> {
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points })
}

async function touchUp({ touch }: Hands): Promise<void> {
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function pressMouse({ page, at }: Hands): Promise<void> {
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
}

/** The request that waits for whoever's page it is; a drill is opened where none does. */
async function askedOf(browser: Browser, installation: Installation, page: Page): Promise<string> {
  const reply = await page.request.get(`${installation.url}/api/views/approvals`)
  const { mine } = (await reply.json()) as { mine: { requestId: string }[] }
  const [waiting] = mine
  if (waiting !== undefined) return waiting.requestId
  return (await openDrill(await signIn(browser, installation, 'mara'), installation)).request
}

/** What a hand does before the two seconds are over, and what the console answers beside the button. */
const takenBack: [string, Gesture, RegExp][] = [
  [
    'a finger that slides up and stays down',
    async (hands) => {
      await touchDown(hands)
      await hands.page.waitForTimeout(900)
      for (const up of [60, 130, 200]) await touchTo(hands, finger(hands.at.x, hands.at.y - up))
      await hands.page.waitForTimeout(1_500)
      await touchUp(hands)
    },
    /slid off: nothing was recorded/,
  ],
  [
    'a finger that slides off and comes back',
    async (hands) => {
      await touchDown(hands)
      await touchTo(hands, finger(hands.at.x, hands.at.y - 150))
      await touchTo(hands, finger(hands.at.x, hands.at.y))
      await hands.page.waitForTimeout(2_300)
      await touchUp(hands)
    },
    /slid off/,
  ],
  [
    'a second finger',
    async (hands) => {
      const { touch, at } = hands
      await touchDown(hands)
      await touch.send('Input.dispatchTouchEvent', {
        type: 'touchStart',
        touchPoints: [finger(at.x, at.y), finger(at.x, at.y - 300, 1)],
      })
      await hands.page.waitForTimeout(2_300)
      await touchUp(hands)
    },
    /second finger or key: nothing was recorded/,
  ],
  [
    'a tap',
    async (hands) => {
      await touchDown(hands)
      await touchUp(hands)
    },
    /Hold for 2 seconds to approve\. Nothing was recorded/,
  ],
  [
    'a mouse dragged off and kept pressed',
    async (hands) => {
      await pressMouse(hands)
      await hands.page.waitForTimeout(700)
      await hands.page.mouse.move(hands.at.x, hands.at.y - 300, { steps: 4 })
      await hands.page.waitForTimeout(1_600)
      await hands.page.mouse.up()
    },
    /slid off/,
  ],
  [
    'a double click',
    async ({ page, at }) => {
      await page.mouse.dblclick(at.x, at.y)
      await page.waitForTimeout(1_200)
      await page.mouse.dblclick(at.x, at.y)
    },
    /Hold for 2 seconds to approve/,
  ],
  [
    'a mouse let go after a second',
    async (hands) => {
      await pressMouse(hands)
      await hands.page.waitForTimeout(1_000)
      await hands.page.mouse.up()
    },
    /let go: nothing was recorded/,
  ],
  [
    'the other mouse button, for its menu',
    async (hands) => {
      await pressMouse(hands)
      await hands.page.mouse.down({ button: 'right' })
      await hands.page.waitForTimeout(2_200)
      await hands.page.mouse.up({ button: 'right' })
      await hands.page.mouse.up()
    },
    /(menu opened|second finger or key): nothing was recorded/,
  ],
  [
    'a menu that opens',
    async (hands) => {
      await pressMouse(hands)
      await hands.button.dispatchEvent('contextmenu', { bubbles: true, cancelable: true })
      await hands.page.waitForTimeout(2_200)
      await hands.page.mouse.up()
    },
    /menu opened/,
  ],
  [
    'a wheel turned meanwhile',
    async (hands) => {
      await pressMouse(hands)
      await hands.page.mouse.wheel(0, 200)
      await hands.page.waitForTimeout(2_200)
      await hands.page.mouse.up()
    },
    /page moved: nothing was recorded/,
  ],
  [
    'a page that moves under the finger',
    async (hands) => {
      await touchDown(hands)
      await hands.button.evaluate((element) => (element.style.translate = '0 -12px'))
      await hands.page.waitForTimeout(2_300)
      await touchUp(hands)
      await hands.button.evaluate((element) => (element.style.translate = ''))
    },
    /page moved/,
  ],
  [
    'a window that loses the focus',
    async (hands) => {
      await touchDown(hands)
      await hands.page.evaluate(() => window.dispatchEvent(new Event('blur')))
      await hands.page.waitForTimeout(2_300)
      await touchUp(hands)
    },
    /lost the focus: nothing was recorded/,
  ],
  [
    'Enter let go early',
    async ({ page, button }) => {
      await button.focus()
      await page.keyboard.down('Enter')
      await page.waitForTimeout(1_000)
      await page.keyboard.up('Enter')
    },
    /let go/,
  ],
  [
    'Enter held while Tab leads away',
    async ({ page, button }) => {
      await button.focus()
      await page.keyboard.down('Enter')
      await page.keyboard.press('Tab')
      await page.waitForTimeout(2_200)
      await page.keyboard.up('Enter')
    },
    /(second finger or key|lost the focus): nothing was recorded/,
  ],
]

test(
  'one tab of a browser tells its person that they are asked, as they chose, and leads there',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const mara = await signIn(browser, installation, 'mara')
    const front = await signIn(browser, installation, 'tomas')
    await spyOnTelling(front.context())
    const back = await front.context().newPage()
    await Promise.all([visit(front, installation, '/runbooks'), visit(back, installation, '/help')])
    expect(await front.title()).toBe('Runbooks · Breakwater')

    await front.getByText('account of').click()
    const notified = front.getByRole('switch', { name: /Notify/ })
    await expect(notified, 'off until somebody chooses it').not.toBeChecked()
    expect((await toldBy(front)).asked, 'nobody is asked by a page that only opens').toBe(0)
    await notified.click()
    await expect(notified).toBeChecked()
    await front.getByRole('switch', { name: /sound/ }).click()
    await expect.poll(async () => (await toldBy(front)).tones, 'it is heard as it is switched on').toBe(2)
    expect(await toldBy(front)).toMatchObject({ asked: 1, shown: [] })
    await setHidden(back, true)
    await setHidden(front, false)
    await setHidden(front, true)

    const { request } = await openDrill(mara, installation)
    await expect
      .poll(async () => (await toldBy(front)).shown.map(({ title }) => title))
      .toEqual([expect.stringMatching(/^DRILL-0001, .+: your approval is asked for$/)])
    expect((await toldBy(front)).tones).toBe(4)
    await expect(back).toHaveTitle('(1) Help · Breakwater')
    expect(await toldBy(back), 'the other tab keeps silent').toEqual({ tones: 0, asked: 0, shown: [] })
    await expect(front).toHaveTitle('(1) Runbooks · Breakwater')
    await front.evaluate(() => window.pressNotification())
    await front.waitForURL(`${installation.url}/approvals/${request}`)
    await expect(front).toHaveTitle(/^\(1\) DRILL-0001 · .+ · Approval$/)
    await setHidden(front, false)
    await front.reload()
    await expect(front).toHaveTitle(/^\(1\) DRILL/)
    expect(await toldBy(front), 'what was told is told once').toEqual({ tones: 0, asked: 0, shown: [] })
  },
)

test(
  'a press that is taken back records nothing and says so; one that is held records once',
  { tag: '@lane' },
  async ({ browser, installation }) => {
    const tomas = await signIn(browser, installation, 'tomas', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await visit(tomas, installation, `/approvals/${await askedOf(browser, installation, tomas)}`)
    const next = tomas.getByRole('button', { name: /^Read .* next/ })
    for (let step = 0; step < 9 && (await next.count()) > 0; step += 1) await next.click()
    await expect(next).toHaveCount(0)
    const sent: string[] = []
    tomas.on('request', (one) => one.method() === 'POST' && sent.push(one.url()))

    const button = tomas.getByRole('button', { name: /Hold to approve|Keep holding/ })
    const touch = await tomas.context().newCDPSession(tomas)
    const before = await button.boundingBox()
    for (const [what, gesture, words] of takenBack) {
      const box = await button.boundingBox()
      if (box === null) throw new Error(`${what}: the button cannot be seen`)
      expect(box, `${what}: it stands where it stood`).toEqual(before)
      await gesture({ page: tomas, touch, at: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, button })
      await expect(tomas.getByText(words), what).toBeVisible()
      await expect(button, what).toHaveAccessibleName(/Hold to approve/)
      expect(sent, what).toEqual([])
    }

    const box = await button.boundingBox()
    if (box === null) throw new Error('the button cannot be seen')
    const hands = { page: tomas, touch, at: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, button }
    await touchDown(hands)
    await tomas.waitForTimeout(1_000)
    await expect(button, 'it keeps its size under the finger').toHaveAccessibleName(/Keep holding/)
    expect(await button.boundingBox()).toEqual(before)
    // A finger is never still.
    await touchTo(hands, finger(hands.at.x + 9, hands.at.y + 4))
    await tomas.waitForTimeout(1_400)
    await touchUp(hands)
    await expect(tomas.getByText(/you approved/)).toBeVisible()
    expect(sent).toHaveLength(1)
  },
)
