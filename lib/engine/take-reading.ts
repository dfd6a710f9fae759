import type { Bindings } from '@/lib/domain/plan/reference/bindings'
import { resolveReading } from '@/lib/domain/plan/resolve'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { readingDeadline } from '@/lib/domain/posture/held'
import { questionOf } from '@/lib/domain/posture/question'
import type { TakenReading } from '@/lib/domain/posture/sample'
import { withLimit } from './limit-signal'
import type { Ports } from './ports'
import { ExecutorError } from './ports'

/**
 * Asks one reading of the plan once. Never throws for the world's sake: no answer is an answer with `error`. A reading
 * whose parameters are not known yet is unknown for that reason.
 */
export async function takeReading(
  ports: Ports,
  plan: Plan,
  environment: Environment,
  id: string,
  bindings: Bindings,
  signal: AbortSignal,
): Promise<TakenReading> {
  const asked = new Date(ports.clock.now()).toISOString()
  const question = questionOf({ plan, environment }, id, bindings)
  const failed = (error: string, source = id): TakenReading => ({
    reading: id,
    question,
    observedAt: null,
    receivedAt: asked,
    fields: null,
    error,
    source,
  })
  const reading = plan.readings.find((candidate) => candidate.id === id)
  if (reading === undefined) return failed('the plan has no such reading')
  const resolved = resolveReading(plan, environment, reading, bindings)
  if (!resolved.ok) return failed(resolved.message)
  const binding = environment.systems[reading.system]
  if (binding === undefined) return failed(`the environment binds no system ${reading.system}`)
  try {
    const sample = await withLimit(ports.clock, signal, readingDeadline, (limited) =>
      ports.registry.reading(reading.kind).read(resolved.value, {
        binding,
        environment,
        secret: ports.secret,
        signal: limited,
        now: () => ports.clock.now(),
      }),
    )
    return { ...sample, reading: id, question, receivedAt: asked, error: null }
  } catch (error) {
    if (error instanceof ExecutorError) return failed(error.message, reading.title)
    // A defect of ours must show as a reading that is not there, not as a step that starts over for ever.
    ports.note('a reading failed', { reading: id, error: String(error) })
    return failed('it could not be read: an error of the console', reading.title)
  }
}
