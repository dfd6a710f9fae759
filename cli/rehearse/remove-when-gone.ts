import { spawn } from 'node:child_process'

/**
 * Removes a directory when this process ends without having done so: a process that is killed can do nothing itself.
 * Its programs notice within a second and may write until they have ended, so it is removed more than once. Gives what
 * ends the watch.
 */
export function removeWhenGone(directory: string): () => void {
  const script = 'read -r _; for i in 1 2 3 4 5 6; do sleep 1; rm -rf "$1"; done'
  const guard = spawn('/bin/sh', ['-c', script, 'sh', directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: what ends us by our group must not end it.
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.unref()
  return () => guard.kill('SIGKILL')
}
