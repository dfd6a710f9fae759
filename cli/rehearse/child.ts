import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { leashed } from '../leash/leashed.js'
import { CommandError } from '../command-error'
import type { CleanUp } from './clean-up'

export interface Child {
  process: ChildProcess
  stop(): Promise<void>
}

const keepLines = 30

interface Program {
  args: readonly string[]
  env: Record<string, string>
  /** Whether this line says that it is ready. */
  ready: (line: string) => boolean
  onLost: (words: string) => void
  cleanUp: CleanUp
}

/**
 * Starts a program of this project and waits until it says it is ready. `cleanUp` ends it, also before that. If it ends
 * by itself, `onLost` hears its last lines; whoever rehearses must not wait for a program that is gone.
 */
export async function startChild({ args, env, ready, onLost, cleanUp }: Program): Promise<Child> {
  const leash = leashed(['--import', 'tsx', ...args])
  const child = spawn(process.execPath, leash.args, {
    env: { ...process.env, ...env, ...leash.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the terminal's Ctrl-C reaches us, who end everything in order.
    detached: true,
  })
  const lines: string[] = []
  let stopping = false
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    stopping = true
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(late)
  }
  cleanUp.add(stop)
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        lines.push(line)
        if (lines.length > keepLines) lines.shift()
        if (ready(line)) resolve()
      }
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => {
      const words = `${args[0] ?? ''} ended (${code ?? 'killed'}):\n${lines.join('\n')}`
      reject(new CommandError(words))
      if (!stopping) onLost(words)
    })
  })
  return { process: child, stop }
}

/** Runs a program to its end; gives what it printed. Throws with its words when it fails. */
export async function runProgram(args: readonly string[], env: Record<string, string>): Promise<string> {
  const leash = leashed(['--import', 'tsx', ...args])
  const child = spawn(process.execPath, leash.args, { env: { ...process.env, ...env, ...leash.env } })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new CommandError(`${args.join(' ')}: ${printed.trim()}`)
  return printed
}
