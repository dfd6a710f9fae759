import type { ExecutorContext } from '@/lib/engine/ports'

/**
 * The key of a command whose effect is meant to happen once more when a person asks for the step again: `RUN/STEP/COMMAND`
 * at first, with the number of the asking behind it from then on. Every try of one asking has the same.
 */
export function generationKey({
  idempotencyKey,
  generation = 0,
}: ExecutorContext & { idempotencyKey: string }): string {
  return generation === 0 ? idempotencyKey : `${idempotencyKey}/${generation}`
}
