import { ExecutorError } from '@/lib/engine/ports'
import { MissingSecret, type SecretReader } from '@/lib/secrets'

/** To the engine a missing secret is a system that cannot be reached: nothing was sent, and it says which secret. */
export function workerSecret(read: SecretReader): SecretReader {
  return async (reference) => {
    try {
      return await read(reference)
    } catch (error) {
      if (error instanceof MissingSecret) throw new ExecutorError('unreachable', 'no-secret', error.message)
      throw error
    }
  }
}
