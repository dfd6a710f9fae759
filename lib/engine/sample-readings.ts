import { noIncident } from '@/lib/domain/plan/reference/bindings'
import { askedReadings, type WatchedEnvironment } from '@/lib/domain/posture/asked-readings'
import { leastEvery } from '@/lib/domain/posture/held'
import { finishAll } from './finish-all'
import type { Ports } from './ports'
import { takeReading } from './take-reading'

const pruneEvery = 600_000

/**
 * Takes the standing readings of one environment, each at its own pace, until the signal ends it: what its newest
 * version asks, and what open incidents are judged by. An import in the middle of one takes nothing away from it.
 */
export async function sampleReadings(
  ports: Ports,
  { plan: { key }, environment: { name }, asked }: WatchedEnvironment,
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
  const sampling = askedReadings(asked).map(({ plan, environment, ids, every }) =>
    repeat(Math.max(leastEvery, every), `readings could not be kept: ${ids.join(', ')}`, async () => {
      const taken = await finishAll(ids.map((id) => takeReading(ports, plan, environment, id, noIncident, signal)))
      if (!signal.aborted) await ports.readings.save(key, name, ...taken)
    }),
  )
  await finishAll([...sampling, repeat(pruneEvery, 'old readings could not be dropped', () => ports.readings.prune())])
}
