import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { readingGroups } from '@/lib/domain/posture/standing-readings'
import type { Ports } from './ports'
import { takeReading } from './take-reading'

/** Less than this between two questions helps nobody, however fast a lab's time runs. */
const leastEvery = 500
const pruneEvery = 600_000

const noIncident = { incident: { id: '', title: '', number: 0 }, impactAt: null, outputs: {} }

/** Takes the standing readings of one environment, each at its own pace, until the signal ends it. */
export async function sampleReadings(
  ports: Ports,
  plan: Plan,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  const repeat = async (every: number, what: string, work: () => Promise<void>) => {
    while (!signal.aborted) {
      const due = ports.clock.monotonic() + every
      try {
        await work()
      } catch (error) {
        ports.note(what, { error: String(error) })
      }
      await ports.clock.wait(Math.max(10, due - ports.clock.monotonic()), signal).catch(() => undefined)
    }
  }
  const sampling = readingGroups(plan).map(async (ids) => {
    const readings = plan.readings.filter((candidate) => ids.includes(candidate.id))
    const every = Math.max(leastEvery, scaleTime(environment, Math.min(...readings.map((reading) => reading.every))))
    await repeat(every, `readings could not be kept: ${ids.join(', ')}`, async () => {
      const taken = await Promise.all(
        readings.map(({ id }) => takeReading(ports, plan, environment, id, noIncident, signal)),
      )
      if (!signal.aborted) await ports.readings.save(plan.key, environment.name, ...taken)
    })
  })
  await Promise.all([
    ...sampling,
    repeat(pruneEvery, 'old readings could not be dropped', () => ports.readings.prune()),
  ])
}
