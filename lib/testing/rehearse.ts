import { spawn } from 'node:child_process'
import type { RehearsalResult } from '@/cli/rehearse/summarise'

/** `breakwater rehearse --fast --json`, as a person would type it, and how long it took in seconds. */
export async function rehearse(...args: readonly string[]) {
  const began = Date.now()
  const child = spawn(process.execPath, ['cli/breakwater.js', 'rehearse', '--fast', '--json', ...args])
  let printed = ''
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (printed === '') throw new Error(`nothing was printed (${code ?? 'killed'}): ${said}`)
  return { code, said, seconds: (Date.now() - began) / 1000, result: JSON.parse(printed) as RehearsalResult }
}
