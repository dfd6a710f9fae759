import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

export interface Child {
  process: ChildProcess
  stop(): Promise<void>
}

const keepLines = 30

/**
 * Starts a program of this project and waits until it says it is ready. If it ends by itself, `onLost` hears its last
 * lines; whoever rehearses must not wait for a program that is gone.
 */
export async function startChild(
  args: readonly string[],
  env: Record<string, string>,
  ready: (line: string) => boolean,
  onLost: (words: string) => void,
): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let stopping = false
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
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
      reject(new Error(words))
      if (!stopping) onLost(words)
    })
  })
  return {
    process: child,
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** Runs a program to its end; gives what it printed. Throws with its words when it fails. */
export async function runProgram(args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { env: { ...process.env, ...env } })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')}: ${printed.trim()}`)
  return printed
}
