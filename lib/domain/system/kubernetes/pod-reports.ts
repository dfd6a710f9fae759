import { z } from 'zod'
import { defineReading } from '../definition'
import { LabelSelector, NamespaceName } from '../parameter/kubernetes'

export const PodReportsParameters = z.strictObject({
  namespace: NamespaceName,
  selector: LabelSelector,
  /** Port and path asked of every pod through the API server's proxy: 8080/dr. */
  path: z.string().regex(/^\d{1,5}(\/[A-Za-z0-9_-]+)+$/, 'a port and a path: 8080/dr'),
})

/**
 * What every running pod says of itself: {role, inRecovery, sqlstate25006Count}. `allPrimary` needs a report from
 * each of them, so one silent pod keeps it false.
 */
export const podReports = defineReading({
  kind: 'kubernetes.podReports',
  title: 'The role that every pod reports',
  parameters: PodReportsParameters,
  fields: {
    pods: 'number',
    reporting: 'number',
    role: 'text',
    inRecovery: 'number',
    readOnlyErrors: 'number',
    allPrimary: 'flag',
  },
  permissions: ['pods: list', 'pods/proxy: get'],
  example: { namespace: 'checkout', selector: 'app=checkout-api', path: '8080/dr' },
})
