import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { leashed } from './leashed.js'

/**
 * `spawnSync` for any program, which ends with everything it started when this process is ended meanwhile: while it
 * waits it hears no signal, and what it waits for would go on alone.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptionsWithStringEncoding} options
 */
export function runLeashed(command, args, options) {
  const leash = leashed([fileURLToPath(import.meta.url), command, ...args])
  const env = { ...(options.env ?? process.env), ...leash.env }
  return spawnSync(process.execPath, leash.args, { ...options, env })
}

/** The program beside this file's import: holds the other one in a group of its own, and ends the group when told. */
function hold([command, ...args]) {
  const child = spawn(command, args, { stdio: 'inherit', detached: true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endGroup(child.pid))
  child.once('error', (error) => {
    console.error(error.message)
    process.exitCode = 127
  })
  child.once('exit', (code) => (process.exitCode = code ?? 1))
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) hold(process.argv.slice(2))
