import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { calmServing, neverSaid, type CalmServing } from '@/lib/domain/posture/calm-serving'
import { readServing } from '@/lib/domain/posture/serving'
import { servingNews, type ServingNews } from '@/lib/domain/posture/serving-news'
import type { HeldLease, Ports } from './ports'

const every = 1_000

/**
 * Puts into the environment's stream where it runs and whether a standby is there, each time that changes: bad news at
 * once, good news once it has held, so that readings which flap do not fill it. What is not known is never recorded, so
 * that the newest entry stays what was last read.
 */
export async function watchServing(
  ports: Ports,
  plan: Plan,
  environment: Environment,
  lease: HeldLease,
  signal: AbortSignal,
): Promise<void> {
  // By promotion boundary. Read every second, changed a few times a year: the stream is asked only where this differs.
  const known = new Map<string, CalmServing>()
  const stretch = (milliseconds: number) => scaleTime(environment, milliseconds)
  while (!signal.aborted && (plan.serving ?? []).length > 0) {
    try {
      const readings = await ports.readings.latest({ plan, environment })
      const now = new Date(ports.clock.now()).toISOString()
      for (const one of readServing({ plan, environment, readings, now })) {
        const before = known.get(one.promotionBoundary) ?? neverSaid
        const { record, calm } = calmServing(before, servingNews(plan, one), now, stretch)
        if (signal.aborted || (record !== null && !(await recorded(record)))) continue
        known.set(one.promotionBoundary, calm)
      }
    } catch (error) {
      ports.note('where the system runs could not be read', { error: String(error) })
    }
    await ports.clock.wait(every, signal).catch(() => undefined)
  }

  /** What cannot be recorded of one boundary is tried again, and holds back no other. */
  async function recorded(news: ServingNews): Promise<boolean> {
    try {
      await ports.serving.record(plan.key, environment.name, [news], lease)
      return true
    } catch (error) {
      const boundary = news.promotionBoundary
      ports.note('where the system runs could not be recorded', { boundary, error: String(error) })
      return false
    }
  }
}
