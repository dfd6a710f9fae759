import { fingerprint, type KnownAlert } from './alertmanager-state'

/** Alertmanager's zero time, the `endsAt` of an alert that still fires. */
const notEnded = '0001-01-01T00:00:00Z'

/** The body of a webhook notification, version 4. */
export function webhookMessage(alert: KnownAlert, receiver: string): object {
  const status = alert.endsAt === null ? 'firing' : 'resolved'
  const { alertname = '', severity = '' } = alert.labels
  return {
    version: '4',
    groupKey: `{}:{alertname="${alertname}", severity="${severity}"}`,
    truncatedAlerts: 0,
    status,
    receiver,
    groupLabels: { alertname, severity },
    commonLabels: alert.labels,
    commonAnnotations: alert.annotations,
    externalURL: 'http://alertmanager.orderflow.example:9093',
    alerts: [
      {
        status,
        labels: alert.labels,
        annotations: alert.annotations,
        startsAt: new Date(alert.startsAt).toISOString(),
        endsAt: alert.endsAt === null ? notEnded : new Date(alert.endsAt).toISOString(),
        generatorURL: 'http://prometheus.orderflow.example:9090/graph?g0.expr=orderflow%3Acheckout_slo_breach+%3D%3D+1',
        fingerprint: fingerprint(alert.labels),
      },
    ],
  }
}
