import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { readServing } from '@/lib/domain/posture/serving'
import { servingNews } from '@/lib/domain/posture/serving-news'
import type { HeldLease, Ports } from './ports'

const every = 1_000

/**
 * Puts into the environment's stream where it runs and whether a standby is there, each time that changes. What is not
 * known is never recorded, so that the newest entry stays what was last read.
 */
export async function watchServing(
  ports: Ports,
  plan: Plan,
  environment: Environment,
  lease: HeldLease,
  signal: AbortSignal,
): Promise<void> {
  let recorded = ''
  while (!signal.aborted && (plan.serving ?? []).length > 0) {
    try {
      const readings = await ports.readings.latest({ plan, environment })
      const now = new Date(ports.clock.now()).toISOString()
      const news = readServing({ plan, environment, readings, now }).flatMap((one) => servingNews(plan, one) ?? [])
      // Read every second, changed a few times a year: the stream is asked only where memory says that it differs.
      const said = news.map(({ promotionBoundary, region, standby }) => `${promotionBoundary}/${region}/${standby}`)
      if (said.join() !== recorded && !signal.aborted) {
        await ports.serving.record(plan.key, environment.name, news, lease)
        recorded = said.join()
      }
    } catch (error) {
      ports.note('where the system runs could not be recorded', { error: String(error) })
    }
    await ports.clock.wait(every, signal).catch(() => undefined)
  }
}
