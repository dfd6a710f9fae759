import type { ExecutorContext } from '@/lib/engine/ports'

/** When a question is asked, by the clock its answer's age is taken by. */
export function instantNow(context: Pick<ExecutorContext, 'now'>): string {
  return new Date(context.now()).toISOString()
}
