import { sharedController } from './shared-controller'

/**
 * A signal for one piece of work: ends with its parent or after its own time, and leaves nothing behind on the parent,
 * which may live as long as the process. Time running out is a TimeoutError, as with `AbortSignal.timeout`.
 */
export async function withLimit<T>(
  parent: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = sharedController()
  const follow = () => own.abort(parent.reason)
  if (parent.aborted) follow()
  parent.addEventListener('abort', follow, { once: true })
  const timer = setTimeout(
    () => own.abort(new DOMException('the time for it is over', 'TimeoutError')),
    Math.max(0, milliseconds),
  )
  try {
    return await work(own.signal)
  } finally {
    clearTimeout(timer)
    parent.removeEventListener('abort', follow)
  }
}
