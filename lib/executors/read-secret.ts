import { ExecutorError, type ExecutorContext } from '@/lib/engine/ports'

/** A secret by its reference. Without it no request can leave: `unreachable`, and the reference, never a value, is named. */
export async function readSecret(context: Pick<ExecutorContext, 'secret'>, reference: string): Promise<string> {
  let value: string
  try {
    value = (await context.secret(reference)).trim()
  } catch {
    throw new ExecutorError('unreachable', 'no-secret', `the secret ${reference} cannot be read`)
  }
  if (value === '') throw new ExecutorError('unreachable', 'no-secret', `the secret ${reference} is empty`)
  return value
}
