import { spawn, type StdioOptions } from 'node:child_process'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { leashed } from './leash/leashed.js'

/** Starts the lab's own program with these words, on the lab's folder of this data directory. */
export function startLabProgram(words: readonly string[], stdio: StdioOptions) {
  const { args, env: leash } = leashed(['--import', 'tsx', 'lab/main.ts', ...words])
  const data = { LAB_DATA: join(env().dataDirectory, 'lab'), LAB_CALLED_AS: 'breakwater lab' }
  return spawn(process.execPath, args, { stdio, env: { ...process.env, ...data, ...leash } })
}
