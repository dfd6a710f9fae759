import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { identify } from '@/lib/db/embedded/process-identity'
import { ChildCrash, createSupervisor, type Supervisor } from './supervisor'

let directory: string
let supervisor: Supervisor
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'supervisor-'))
  supervisor = createSupervisor(directory, { graceMilliseconds: 400 })
})
afterEach(async () => {
  await supervisor.stop()
  rmSync(directory, { recursive: true })
})

const script = (code: string) => ['--input-type=module', '--eval', code]
const forever = "setInterval(() => {}, 1000); console.log('pid ' + process.pid);"
const ready = (line: string) => line.startsWith('pid ')
const log = (name: string) => readFileSync(join(directory, 'logs', `${name}.log`), 'utf8')

async function pidIn(name: string, word = 'pid'): Promise<number> {
  return vi.waitFor(() => {
    const found = new RegExp(`${word} (\\d+)`).exec(log(name))?.[1]
    if (found === undefined) throw new Error('not yet')
    return Number(found)
  })
}
const isGone = (pid: number) => vi.waitFor(() => expect(identify(pid)).toBeNull(), { timeout: 2_000 })

describe('the supervisor', () => {
  it('waits until a child says that it is ready, and keeps what it writes', async () => {
    await supervisor.start({ name: 'a', args: script(`console.log('warming'); ${forever}`), ready })
    await vi.waitFor(() => expect(log('a')).toMatch(/^warming\npid \d+\n$/))
  })

  it('goes on without a log that cannot be written, and says so once', async () => {
    const warn = vi.fn<(words: string) => void>()
    const full = createSupervisor(directory, { graceMilliseconds: 20_000, warn })
    symlinkSync('/dev/full', join(directory, 'logs', 'full.log'))
    const code = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => console.log('more'), 20); ${forever}`
    let lines = 0
    await full.start({ name: 'full', args: script(code), ready: (line) => line === 'more' && (lines += 1) > 5 })
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(/full\.log cannot be written any more: ENOSPC/)
    await full.stop()
  })

  it.each([
    ['before it is ready', ready],
    ['afterwards', undefined],
  ])('tells of a child that ends %s, with its last lines', async (_, condition) => {
    const code = "for (let i = 0; i < 30; i++) console.error('line ' + i); process.exit(3)"
    const started = supervisor.start({ name: 'b', args: script(code), ...(condition && { ready: condition }) })
    const failure = await Promise.race([started.then(() => supervisor.crashed), supervisor.crashed]).catch(
      (e: unknown) => e,
    )
    expect(failure).toBeInstanceOf(ChildCrash)
    expect(String(failure)).toMatch(/b ended with code 3\. Its last lines.*line 18\n.*line 29$/s)
    expect(String(failure)).not.toContain('line 17')
    await started.catch(() => undefined)
  })

  it('starts a child again that is to be, with words, and gives up on one that ends again and again', async () => {
    const warn = vi.fn<(words: string) => void>()
    const patient = createSupervisor(directory, { graceMilliseconds: 400, warn, pauseMilliseconds: 1 })
    await patient.start({ name: 'worker', args: script(forever), ready, again: true })
    for (const time of [1, 2, 3, 4]) {
      const pids = () => [...log('worker').matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid))
      const running = await vi.waitFor(() => {
        const pid = pids().at(-1)
        if (pid === undefined || identify(pid) === null) throw new Error('not yet')
        return pid
      })
      process.kill(running, 'SIGKILL')
      if (time === 4) break
      await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(time))
      expect(warn.mock.calls[time - 1]?.[0]).toMatch(/worker ended by SIGKILL/)
      expect(warn.mock.calls[time - 1]?.[0]).toContain(`It is started again (${time} of 3 times).`)
    }
    await expect(patient.crashed).rejects.toThrow('worker ended by SIGKILL')
    await patient.stop()
  })

  it('lets a child finish when it is stopped, and says nothing of a crash', async () => {
    const crash = vi.fn()
    const code = `process.on('SIGTERM', () => { console.log('finished'); process.exit(0) }); ${forever}`
    // A busy machine may take its time: what listens is given all it needs.
    const patient = createSupervisor(directory, { graceMilliseconds: 20_000 })
    patient.crashed.catch(crash)
    await patient.start({ name: 'c', args: script(code), ready })
    await patient.stop()
    expect(log('c')).toContain('finished')
    expect(crash).not.toHaveBeenCalled()
    await expect(patient.start({ name: 'late', args: script(forever) })).rejects.toThrow('everything is stopping')
    expect(existsSync(join(directory, 'logs', 'late.log'))).toBe(false)
  })

  it('ends a child that does not listen, and what it has started', async () => {
    const code = `
      import { spawn } from 'node:child_process'
      const inner = spawn(process.execPath, ['--eval', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"])
      console.log('inner ' + inner.pid); process.on('SIGTERM', () => {}); ${forever}`
    await supervisor.start({ name: 'd', args: script(code), ready })
    const [outer, inner] = [await pidIn('d'), await pidIn('d', 'inner')]
    await supervisor.stop()
    await isGone(outer)
    await isGone(inner)
  })

  it('gives the database only to those it is meant for, and its owner to nobody', async () => {
    vi.stubEnv('DATABASE_URL', 'postgresql://outer')
    vi.stubEnv('DATABASE_OWNER_URL', 'postgresql://owner')
    const code = `console.log('sees', process.env.DATABASE_URL, process.env.DATABASE_OWNER_URL); ${forever}`
    try {
      await supervisor.start({ name: 'lab', args: script(code), ready })
      await supervisor.start({ name: 'web', args: script(code), ready, env: { DATABASE_URL: 'postgresql://app' } })
    } finally {
      vi.unstubAllEnvs()
    }
    await vi.waitFor(() => expect(log('lab')).toContain('sees undefined undefined'))
    await vi.waitFor(() => expect(log('web')).toContain('sees postgresql://app undefined'))
  })

  it('ends what a killed supervisor left running, and nobody who has its number by chance', async () => {
    await supervisor.start({ name: 'e', args: script(forever), ready })
    const left = await pidIn('e')
    supervisor.crashed.catch(() => undefined)
    const next = createSupervisor(directory)
    await isGone(left)
    await next.stop()
    // A number that was given to somebody else meanwhile: this process, which must survive the next start.
    writeFileSync(join(directory, 'children.json'), JSON.stringify([{ pid: process.pid, started: 'another time' }]))
    await createSupervisor(directory).stop()
  })
})
