import type { BrowserContext, Page } from '@playwright/test'

/** What a tab did to tell its person, in order: `chime`, or `notify` with the title. */
export type Told = { tones: number; asked: number; shown: { title: string; body: string }[] }

declare global {
  interface Window {
    told: Told
    pressNotification: () => void
  }
}

/** Puts spies in the place of the browser's own sound and notifications, before any page of the browser is made. */
export async function spyOnTelling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.told = { tones: 0, asked: 0, shown: [] }
    window.pressNotification = () => undefined
    class Shown {
      static permission: NotificationPermission = 'default'
      static requestPermission() {
        window.told.asked += 1
        Shown.permission = 'granted'
        localStorage.setItem('leave', 'granted')
        return Promise.resolve(Shown.permission)
      }
      onclick: (() => void) | null = null
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        window.told.shown.push({ title, body })
        window.pressNotification = () => this.onclick?.()
      }
      close() {}
    }
    // The leave is the browser's, not the tab's.
    Object.defineProperty(Shown, 'permission', {
      get: () => (localStorage.getItem('leave') === 'granted' ? 'granted' : 'default'),
      set: () => undefined,
    })
    Object.defineProperty(window, 'Notification', { value: Shown })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
      window.told.tones += 1
      start.apply(this, when)
    }
  })
}

/** Hides a tab or shows it, as the page can tell. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    hidden ? 'hidden' : 'visible',
  )
}

export async function toldBy(page: Page): Promise<Told> {
  return page.evaluate(() => window.told)
}
