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

/** The command lines of every process that was started for it. */
async function startedBelow(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const read = (pid: string, file: string) =>
    readFile(`/proc/${pid}/${file}`, 'utf8').then(
      (text) => text.replaceAll('\0', ' '),
      () => '',
    )
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = await read(pid, 'cmdline')
      return `${command} ${await read(pid, 'environ')}`.includes(place) ? [command] : []
    }),
  )
  return found.flat()
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a rehearsal that is ended by %s in the middle leaves no lab, no database and no folder',
  async (signal) => {
    const plan = ['--plan', 'plans/orderflow', '--scenario', 'region-loss']
    const child = spawn(process.execPath, ['cli/breakwater.js', 'rehearse', ...plan, '--fast', '--json'], {
      env: { ...process.env, TMPDIR: place },
      stdio: 'ignore',
    })
    const code = ended(child)
    // In the middle: the lab, the database and the worker are there.
    for (const program of ['lab/main.ts start', 'bin/postgres -D', 'lib/worker/main.ts'])
      await vi.waitFor(async () => expect((await startedBelow()).join('\n')).toContain(program), {
        timeout: 120_000,
        interval: 200,
      })
    child.kill(signal)
    expect(await code).toBe(128 + constants.signals[signal])
    await vi.waitFor(async () => expect(await startedBelow()).toEqual([]), { timeout: 15_000, interval: 200 })
    expect((await readdir(place)).filter((name) => !name.startsWith('tsx-'))).toEqual([])
  },
)
