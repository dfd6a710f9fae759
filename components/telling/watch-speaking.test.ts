import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchSpeaking } from './watch-speaking'

/** The browser's locks, as far as one name goes: a queue, and whoever steals comes first. */
class Locks {
  private holder: { fail: (error: unknown) => void } | null = null
  private readonly queue: (() => void)[] = []
  request(_: string, options: { steal?: boolean; signal?: AbortSignal }, run: () => Promise<void>): Promise<void> {
    return new Promise((resolve, fail) => {
      const start = () => {
        const own = { fail }
        this.holder = own
        void run().then(() => {
          if (this.holder === own) this.next()
          resolve()
        })
      }
      if (options.steal === true) {
        this.holder?.fail(new DOMException('stolen', 'AbortError'))
        return start()
      }
      if (this.holder === null) return start()
      this.queue.push(start)
      options.signal?.addEventListener('abort', () => {
        const at = this.queue.indexOf(start)
        if (at < 0) return
        this.queue.splice(at, 1)
        fail(new DOMException('aborted', 'AbortError'))
      })
    })
  }
  private next(): void {
    this.holder = null
    this.queue.shift()?.()
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(() => {
  page.visibilityState = 'visible'
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', { locks: new Locks() })
})
afterEach(() => vi.unstubAllGlobals())

/** A tab of the browser; `at` says who speaks now. */
function tabs() {
  const speaking = new Set<string>()
  const open = (name: string) => watchSpeaking((speaks) => (speaks ? speaking.add(name) : speaking.delete(name)))
  return { open, speaking: () => [...speaking] }
}

it('lets one tab speak: the one that was looked at last, and the next when that is closed', async () => {
  const { open, speaking } = tabs()
  const closeFirst = open('first')
  await settle()
  expect(speaking()).toEqual(['first'])
  const closeSecond = open('second')
  await settle()
  expect(speaking()).toEqual(['second'])
  page.visibilityState = 'hidden'
  const closeThird = open('opened behind')
  await settle()
  expect(speaking()).toEqual(['second'])
  closeSecond()
  await settle()
  expect(speaking()).toHaveLength(1)
  closeFirst()
  await settle()
  expect(speaking()).toEqual(['opened behind'])
  closeThird()
  expect(speaking()).toEqual([])
})

it('takes the word back when it is looked at again, however often', async () => {
  const { open, speaking } = tabs()
  open('first')
  await settle()
  for (let turn = 0; turn < 3; turn += 1) {
    const close = open(`other ${turn}`)
    await settle()
    expect(speaking()).toEqual([`other ${turn}`])
    page.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(speaking()).toEqual(['first'])
    close()
    await settle()
    expect(speaking()).toEqual(['first'])
  }
})

it('lets every tab speak where the browser has no locks', () => {
  vi.stubGlobal('navigator', {})
  const { open, speaking } = tabs()
  open('first')
  open('second')
  expect(speaking()).toEqual(['first', 'second'])
})
