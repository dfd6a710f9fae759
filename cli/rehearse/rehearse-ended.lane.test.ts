import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, chmod } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Everything a rehearsal makes lies under here, and every process it starts says so. */
let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'breakwater-ended-'))
  // The database's account must be able to enter it when root runs the tests.
  await chmod(place, 0o755)
})
afterEach(() => rm(place, { recursive: true, force: true }))

async function startedBelow(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const words = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
      return `${await read('cmdline')} ${await read('environ')}`.replaceAll('\0', ' ')
    }),
  )
  return words.filter((one) => one.includes(place)).map((one) => one.slice(0, 120))
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a rehearsal that is ended by %s in the middle leaves no lab, no database and no folder',
  async (signal) => {
    const child = spawn(process.execPath, ['cli/breakwater.js', 'rehearse', '--fast', '--json'], {
      env: { ...process.env, TMPDIR: place },
      stdio: 'ignore',
    })
    const code = ended(child)
    // The supervisor itself, the database and the lab, the worker: it is in the middle once all of them are there.
    const running = async () =>
      (await startedBelow()).filter((words) => /postgres|start-lab|lab-program|worker/.test(words))
    await vi.waitFor(async () => expect((await running()).join('\n')).toMatch(/worker/), {
      timeout: 120_000,
      interval: 200,
    })
    child.kill(signal)
    expect(await code).toBe(128 + constants.signals[signal])
    await vi.waitFor(async () => expect(await startedBelow()).toEqual([]), { timeout: 15_000, interval: 200 })
    expect((await readdir(place)).filter((name) => !name.startsWith('tsx-'))).toEqual([])
  },
)
