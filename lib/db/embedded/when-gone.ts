import { spawn } from 'node:child_process'

/**
 * Runs a line of shell when this process ends, however it ends: a process that is killed can do nothing itself, but
 * its end closes the pipe that the shell waits on. Gives what ends the watch.
 */
export function whenGone(script: string, ...args: string[]): () => void {
  const guard = spawn('/bin/sh', ['-c', `read -r _; ${script}`, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: what ends us by our group must not end it.
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.unref()
  return () => guard.kill('SIGKILL')
}
