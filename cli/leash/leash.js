import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a program before everything else: ends it when whoever started it is gone, however that ended. A killed
 * parent can tell its children nothing, but they get another one. The variable is for this process alone.
 */
const holder = Number(process.env.BREAKWATER_LEASH)
delete process.env.BREAKWATER_LEASH
const lookEveryMilliseconds = 500
const graceMilliseconds = 5_000

if (isMainThread && holder > 0) {
  const look = () => {
    if (process.ppid === holder) return
    clearInterval(watch)
    setTimeout(endGroup, graceMilliseconds).unref()
    process.kill(process.pid, 'SIGTERM')
  }
  const watch = setInterval(look, lookEveryMilliseconds).unref()
}

/** Whatever this program started and left behind, if it leads a group, and itself. */
function endGroup() {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.kill(process.pid, 'SIGKILL')
  }
}
