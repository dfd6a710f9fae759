import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { identify, isAlive, type ProcessIdentity } from '@/lib/db/embedded/process-identity'
import { leashed } from '../leash/leashed.js'
import { createTail } from './tail'

export interface ChildProgram {
  name: string
  /** Arguments to node. */
  args: string[]
  env?: Record<string, string>
  /** Whether this line says that it is ready; without it, it counts as ready at once. */
  ready?: (line: string) => boolean
  /** It is started again where it ends unasked, a few times in a row: a failover goes on without it, or takes it up. */
  again?: boolean
}

/** A child ended without being asked to, and is not started again. */
export class ChildCrash extends Error {
  override readonly name = 'ChildCrash'
}

export interface Supervisor {
  /** Resolves when the child is ready. Rejects with ChildCrash when it ends before. */
  start(program: ChildProgram): Promise<void>
  /** Rejects with ChildCrash as soon as a child ends unasked that is not started again; never resolves. */
  crashed: Promise<never>
  /** Ends every child, the last started first. */
  stop(): Promise<void>
  /** Ends every child at once, without a chance to finish. */
  kill(): void
}

interface Options {
  graceMilliseconds?: number
  /** Hears, once a file, that a log cannot be written; and of each child that is started again. */
  warn?: (words: string) => void
  /** Before a child is started again, as often as it has ended lately; long enough for its end to be seen. */
  pauseMilliseconds?: number
}

const lastLines = 12
/** A child that ends oftener in such a time is not getting better by being started again. */
const mostAgain = 3
const lately = 5 * 60_000
/** What a child gets only if it is given: the lab must not know the database, nor anybody its owner. */
const notInherited = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'NEXTAUTH_SECRET', 'PORT']

/**
 * Starts programs of this clone, each in a process group of its own, so that Ctrl-C in the terminal reaches only us
 * and everything a child started ends with it. What they write goes to `logs/NAME.log`.
 */
export function createSupervisor(
  dataDirectory: string,
  { graceMilliseconds = 8_000, warn = () => undefined, pauseMilliseconds = 2_000 }: Options = {},
): Supervisor {
  const logs = join(dataDirectory, 'logs')
  const childrenFile = join(dataDirectory, 'children.json')
  mkdirSync(logs, { recursive: true })
  endLeftovers(childrenFile)
  const children: { name: string; child: ChildProcess; ended: Promise<void> }[] = []
  let stopping = false
  let crash: (error: ChildCrash) => void = () => undefined
  const crashed = new Promise<never>((_, reject) => (crash = reject))
  // Whoever waits hears of it; nobody waiting is no reason to end without a word.
  crashed.catch(() => undefined)

  function start(program: ChildProgram, ends: readonly number[] = []): Promise<void> {
    const { name, args, env = {}, ready } = program
    if (stopping) return Promise.reject(new ChildCrash(`${name} is not started: everything is stopping`))
    const leash = leashed(args)
    const child = spawn(process.execPath, leash.args, {
      env: { ...inherited(), ...env, ...leash.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const log = openLog(join(logs, `${name}.log`), warn, ends.length === 0 ? 'w' : 'a')
    const tail = createTail(lastLines)
    return new Promise((resolve, reject) => {
      const hear = readLines((line) => {
        log.write(line)
        tail.hear(line)
        if (ready?.(line)) resolve()
      })
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      const ended = new Promise<void>((done) => {
        child.on('error', (error) => (tail.hear(error.message), done()))
        child.on('close', () => done())
      }).then(async () => {
        // Whoever waits for the end may read the log next.
        await log.end()
        if (stopping) return reject(new ChildCrash(`${name} was stopped`))
        const error = new ChildCrash(describeEnd(name, child, tail.lines(), join(logs, `${name}.log`)))
        reject(error)
        const now = Date.now()
        const counted = [...ends.filter((at) => now - at < lately), now]
        if (program.again !== true || counted.length > mostAgain) return crash(error)
        warn(`${error.message}\nIt is started again (${counted.length} of ${mostAgain} times).`)
        await wait(pauseMilliseconds * counted.length, undefined, { ref: false })
        // Its own end is counted there: whoever waits for this start hears nothing more.
        if (!stopping) start(program, counted).catch(() => undefined)
      })
      for (const old of children.filter((one) => one.name === name)) children.splice(children.indexOf(old), 1)
      children.push({ name, child, ended })
      remember()
      if (ready === undefined) resolve()
    })
  }

  function remember(): void {
    const alive = children.flatMap(({ child }) => (child.pid === undefined ? [] : (identify(child.pid) ?? [])))
    writeFileSync(childrenFile, JSON.stringify(alive))
  }

  async function stop(): Promise<void> {
    stopping = true
    for (const { child, ended } of [...children].reverse()) {
      signalGroup(child.pid, 'SIGTERM')
      await Promise.race([ended, wait(graceMilliseconds, undefined, { ref: false })])
      // Whatever it started and left behind, and itself if it did not listen.
      signalGroup(child.pid, 'SIGKILL')
    }
    writeFileSync(childrenFile, '[]')
  }

  function kill(): void {
    stopping = true
    for (const { child } of children) signalGroup(child.pid, 'SIGKILL')
  }

  return { start: (program) => start(program), crashed, stop, kill }
}

/** A log that cannot be written, on a full disk above all, ends nothing that runs: it goes on without. */
function openLog(file: string, warn: (words: string) => void, flags: 'w' | 'a') {
  const stream = createWriteStream(file, { mode: 0o600, flags })
  stream.once('error', (error) => warn(`${file} cannot be written any more: ${error.message}. It goes on without it.`))
  // Each further write may fail as well.
  stream.on('error', () => undefined)
  return {
    write(line: string): void {
      if (!stream.destroyed) stream.write(`${line}\n`)
    },
    end: () => new Promise<void>((done) => (stream.destroyed ? done() : stream.end(() => done()))),
  }
}

function inherited(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of notInherited) delete env[name]
  return env
}

function describeEnd(name: string, child: ChildProcess, tail: readonly string[], log: string): string {
  const how = child.signalCode === null ? `with code ${child.exitCode}` : `by ${child.signalCode}`
  const words = tail.length === 0 ? ['  (it wrote nothing)'] : tail.map((line) => `  ${line}`)
  return [`${name} ended ${how}. Its last lines, of ${log}:`, ...words].join('\n')
}

/** Children of a supervisor that was killed end by themselves, soon: those still alive end before new ones start. */
function endLeftovers(file: string): void {
  let left: ProcessIdentity[]
  try {
    left = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity[]
  } catch {
    // None was ever started here, or the file was cut off as the supervisor died: nothing that can be named.
    return
  }
  for (const identity of left) if (isAlive(identity)) signalGroup(identity.pid, 'SIGKILL')
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readLines(hear: (line: string) => void): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    const lines = `${rest}${chunk.toString()}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  }
}
