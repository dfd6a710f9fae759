import { ExecutorError } from '@/lib/engine/ports'
import { safeText } from './fault/safe-text'

export interface Change {
  requestId: string | null
}

export interface Changes {
  requestId: string | null
  changed: number
}

/**
 * Changes targets one after the other; a change that finds its target already as wanted gives null. Once one was
 * changed, a later fault no longer means "nothing was changed": it is then in doubt, and observing tells what is left.
 */
export async function changeEach<T>(
  targets: readonly T[],
  change: (target: T) => Promise<Change | null>,
): Promise<Changes> {
  const requestIds: string[] = []
  let changed = 0
  for (const target of targets) {
    try {
      const done = await change(target)
      if (done === null) continue
      changed += 1
      if (done.requestId !== null) requestIds.push(done.requestId)
    } catch (error) {
      throw changed > 0 && error instanceof ExecutorError ? partly(error, changed, targets.length) : error
    }
  }
  return { requestId: requestIds.length === 0 ? null : requestIds.join(' '), changed }
}

function partly(error: ExecutorError, changed: number, all: number): ExecutorError {
  const message = safeText(`${changed} of ${all} changed, then: ${error.message}`)
  if (error.kind === 'aborted') return new ExecutorError('aborted', 'aborted-after-send', message, error.requestId)
  return new ExecutorError('in-doubt', error.code, message, error.requestId)
}
