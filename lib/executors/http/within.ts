import { NetworkError } from './network-error'
import type { TimeLimit } from './time-limit'

/** Waits for something shared with other calls without letting it outlast this call's limit or signal. */
export function within<T>(shared: Promise<T>, limit: TimeLimit, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new NetworkError('aborted', false, 'stopped before it was sent'))
    const onAbort = () => reject(new NetworkError('aborted', false, 'stopped before it was sent'))
    const timer = setTimeout(
      () => reject(new NetworkError('deadline', false, 'no credentials in time')),
      limit.remaining(),
    )
    signal.addEventListener('abort', onAbort, { once: true })
    shared.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    })
  })
}
