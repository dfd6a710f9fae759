import { scaleTime } from '../plan/scale-time'
import type { Environment } from '../plan/schema/environment'

/** What has come by the webhook of one environment. Instants are ISO text; null: never. */
export interface AlertSourceFacts {
  heardAt: string | null
  heartbeatAt: string | null
  refused: { at: string; because: string; count: number } | null
}

export type AlertSourceVerdict =
  /** Heartbeats come. */
  | { is: 'connected'; at: string }
  /** The environment names no sender. */
  | { is: 'unbound' }
  /** Something came and was not taken, and nothing has been taken since. */
  | { is: 'refused'; at: string; because: string; count: number }
  /** A heartbeat is promised and has never come. */
  | { is: 'never-heard'; heartbeat: string; everyMilliseconds: number }
  /** A heartbeat is promised and has stayed away for three times its interval. */
  | { is: 'silent'; heartbeat: string; everyMilliseconds: number; at: string }
  /** No heartbeat is promised: silence and calm look alike. */
  | { is: 'untold'; at: string | null }

const missedHeartbeats = 3

/** Whether an alert would arrive if there were one. Without a heartbeat nobody can tell. */
export function judgeAlertSource(
  environment: Pick<Environment, 'alerts' | 'timeScale'>,
  facts: AlertSourceFacts,
  now: string,
): AlertSourceVerdict {
  const { alerts } = environment
  if (alerts === undefined) return { is: 'unbound' }
  const { heardAt, heartbeatAt, refused } = facts
  if (refused !== null && (heardAt === null || heardAt < refused.at)) return { is: 'refused', ...refused }
  if (alerts.heartbeat === undefined) return { is: 'untold', at: heardAt }
  const heartbeat = alerts.heartbeat.alert
  const everyMilliseconds = scaleTime(environment, alerts.heartbeat.every)
  if (heartbeatAt === null) return { is: 'never-heard', heartbeat, everyMilliseconds }
  const late = Date.parse(now) - Date.parse(heartbeatAt) > missedHeartbeats * everyMilliseconds
  return late ? { is: 'silent', heartbeat, everyMilliseconds, at: heartbeatAt } : { is: 'connected', at: heartbeatAt }
}
