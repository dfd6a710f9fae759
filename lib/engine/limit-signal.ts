import type { Clock } from './ports'
import { sharedController } from './shared-controller'

/**
 * A signal for one piece of work: ends with its parent, where it has one, or after its own time, and leaves nothing
 * behind on the parent, which may live as long as the process. Time running out is a TimeoutError, as with
 * `AbortSignal.timeout`.
 */
export async function withLimit<T>(
  clock: Clock,
  parent: AbortSignal | null,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = sharedController()
  const follow = () => own.abort(parent?.reason)
  if (parent?.aborted === true) follow()
  parent?.addEventListener('abort', follow, { once: true })
  const stop = clock.timer(Math.max(0, milliseconds), () =>
    own.abort(new DOMException('the time for it is over', 'TimeoutError')),
  )
  try {
    return await work(own.signal)
  } finally {
    stop()
    parent?.removeEventListener('abort', follow)
  }
}
