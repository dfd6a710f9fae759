import { NetworkError } from './network-error'
import { stopCode } from './stop-code'
import type { TimeLimit } from './time-limit'

/** Waits for something shared with other calls without letting it outlast this call's limit or signal. */
export function within<T>(shared: Promise<T>, limit: TimeLimit, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new NetworkError(stopCode(signal), false, 'stopped before it was sent'))
    const onAbort = () => reject(new NetworkError(stopCode(signal), false, 'stopped before it was sent'))
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
