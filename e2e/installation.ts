import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContextOptions, type Page, test as base, expect } from '@playwright/test'

export interface LabEffect {
  system: string
  operation: string
  target: string
  outcome: string
  requestId: string
  parameters: Record<string, unknown>
}

export interface Installation {
  url: string
  databaseUrl: string
  /** Ends the console and starts it from another build, at the same address, while all else goes on. */
  restartConsole(build: string): Promise<void>
  /** What the lab says about itself, asked from outside the console. */
  lab: {
    state(): Promise<LabState>
    effects(): Promise<LabEffect[]>
    fail(region: string, mode?: string): Promise<void>
    heal(region: string): Promise<void>
    lag(milliseconds: number): Promise<void>
    acknowledge(): Promise<void>
    reset(): Promise<void>
  }
}

export interface LabState {
  writer: string
  [key: string]: unknown
}

/** One installation a chapter: tests of a file name theirs with `test.use({ chapter })` and share it with no other. */
export const test = base.extend<object, { chapter: string; installation: Installation }>({
  chapter: ['', { option: true, scope: 'worker' }],
  installation: [
    async ({ chapter }, use) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'e2e/serve-stack.ts'], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, BREAKWATER_CHAPTER: chapter },
      })
      const words: string[] = []
      child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      const lines = createInterface({ input: child.stdout })
      const nextLine = () =>
        Promise.race([
          new Promise<string>((resolve) => lines.once('line', resolve)),
          ended.then(() => {
            throw new Error(`the installation has ended:\n${words.join('')}`)
          }),
        ])
      const ready = JSON.parse(await nextLine()) as {
        url: string
        databaseUrl: string
        variables: Record<string, string>
      }
      const restartConsole = async (build: string) => {
        child.stdin.write(`${build}\n`)
        await nextLine()
      }
      await use({ ...ready, restartConsole, lab: labOf(ready.variables) })
      child.stdin.end()
      await ended
    },
    { scope: 'worker', timeout: 90_000 },
  ],
})

function labOf(variables: Record<string, string>): Installation['lab'] {
  const control = variables['LAB_URL_CONTROL'] ?? ''
  const post = async (path: string, body: object) => {
    const reply = await fetch(control + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(reply.ok, `${path}: ${await reply.text()}`).toBe(true)
  }
  const get = async <T>(path: string) => (await (await fetch(control + path)).json()) as T
  return {
    state: () => get<LabState>('/state'),
    effects: () => get<LabEffect[]>('/effects'),
    fail: (region, mode = 'dark') => post(`/regions/${region}/fail`, { mode }),
    heal: (region) => post(`/regions/${region}/heal`, {}),
    lag: (milliseconds) => post('/lag', { store: 'orders', milliseconds }),
    acknowledge: () => post('/acknowledge', {}),
    reset: () => post('/reset', {}),
  }
}

/** Opens a page of the console and waits until it is live: before that it hears no key and no click. */
export async function visit(page: Page, { url }: Installation, path: string): Promise<void> {
  await Promise.all([page.waitForResponse((response) => response.url().includes('/api/stream')), page.goto(url + path)])
}

/** A person of the sample directory, signed in, in a browser of their own. */
export async function signIn(
  browser: Browser,
  installation: Installation,
  login: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(`${installation.url}/sign-in`, { waitUntil: 'networkidle' })
  await enter(page, login)
  return page
}

/** Fills in the sign-in page that is open. */
export async function enter(page: Page, login: string): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password').fill(`lab-only-${login}`)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export { expect }
