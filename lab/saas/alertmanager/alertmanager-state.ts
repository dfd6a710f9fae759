import { createHash, randomBytes } from 'node:crypto'

export interface Receiver {
  name: string
  url: string
  /** Sent as `Authorization: Bearer ...`, like `http_config.authorization`. */
  token: string
}

export interface Delivery {
  /** What the receiver acknowledged last: 'firing' or 'resolved', and when. */
  status: 'firing' | 'resolved'
  at: number
}

export interface KnownAlert {
  labels: Record<string, string>
  annotations: Record<string, string>
  startsAt: number
  /** Null while it fires. */
  endsAt: number | null
  /** By receiver name. */
  delivered: Record<string, Delivery>
}

export interface AlertmanagerState {
  webhookToken: string
  receivers: Receiver[]
  /** The alert that fires, or the resolved one not everyone has been told about yet. */
  alert: KnownAlert | null
  /** Fires always, as in the Prometheus operator's rules: whoever stops hearing it hears nothing else either. */
  watchdog: KnownAlert
}

export function initialAlertmanagerState(now: number): AlertmanagerState {
  return {
    webhookToken: randomBytes(24).toString('base64url'),
    receivers: [],
    alert: null,
    watchdog: {
      labels: { alertname: 'Watchdog', severity: 'none' },
      annotations: { summary: 'Always fires. Who does not hear it would not hear of an outage.' },
      startsAt: now,
      endsAt: null,
      delivered: {},
    },
  }
}

/** The alert's identity over all its notifications. */
export function fingerprint(labels: Record<string, string>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16)
}
