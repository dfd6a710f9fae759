import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'

/**
 * The frozen plan with its long waits shortened, so that a test may run at a small time scale: step timeouts then stay
 * long enough for a machine that is busy with something else. `watch` is how long S20 watches at the end. Without
 * `telling` approvers are not told: tests that count or lose a run's own messages have Slack to themselves.
 */
export async function quickPlan({ lossBound = '1500ms', watch = '6s', telling = false } = {}): Promise<PlanFiles> {
  const files = await readPlanDirectory('lib/testing/frozen-plan')
  const plan = files.plan.map((file) => ({
    ...file,
    text: file.text
      .replaceAll('hold: 60s', 'hold: 6s')
      .replaceAll('hold: 30m', `hold: ${watch}`)
      .replaceAll('timeout: 30s', 'timeout: 90s')
      .replaceAll('timeout: 60s', 'timeout: 3m')
      .replaceAll('after: 5s', 'after: 60s')
      .replaceAll('after: 10s', 'after: 6s')
      .replaceAll('bound: 1500ms', `bound: ${lossBound}`)
      .replaceAll(/^ *tell: .*\n/gm, (line) => (telling ? line : '')),
  }))
  return { ...files, plan }
}

export const quickScale = 6

/** At scale 1, milliseconds: a promotion takes a second at `quickScale`, everything else half of one or less. */
export const quickServiceTimes = {
  auroraFailover: 6_000,
  writerEndpointMove: 600,
  podStart: 3_000,
  podStop: 300,
  scaleUp: 3_000,
  trafficPropagation: 3_000,
  alertFor: 3_000,
  vantageInterval: 1_500,
  prometheusWindow: 6_000,
  checkoutOrder: 600,
}
