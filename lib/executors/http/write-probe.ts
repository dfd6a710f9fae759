import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { ExecutorError } from '@/lib/engine/ports'
import { sourceOf } from './bound-call'
import { timeLimit } from '../transport/time-limit'
import { instantNow } from '../instant-now'
import { askToWrite } from './ask-to-write'

/** Short, so that a fence can be asked several times before it counts as unproven. */
const probeMilliseconds = 2_000
const readOnly = '25006'

/**
 * A fence is proven by the word of the gate, or of a store that is read-only. A refused connection, silence, a failure
 * of the store and a refusal by anybody else are no answer, and `rejected` is then unknown, not false.
 */
export const writeProbe: EyesOf<typeof http, 'writeProbe'> = {
  async read({ path }, context) {
    const observedAt = instantNow(context)
    const answer = await askToWrite(context, path, timeLimit(probeMilliseconds))
    const { accepted } = answer
    if (!answer.accepted && answer.by === 'store' && answer.sqlstate !== readOnly)
      throw new ExecutorError('refused', answer.sqlstate, `no word on a fence: ${answer.words}`)
    const detail = answer.accepted ? 'the write was accepted' : answer.words
    const fields = { accepted, rejected: !accepted, detail }
    return { observedAt, source: sourceOf(context, path), fields }
  },
}
