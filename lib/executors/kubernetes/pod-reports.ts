import type { EyesOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import type { V1Pod } from '@kubernetes/client-node'
import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import { shareOf } from '../transport/time-limit'
import { inParallel } from '../in-parallel'
import { instantNow } from '../instant-now'
import { allPages } from './all-pages'
import { readingCall } from '../call'
import { kubernetesCall, type KubernetesCall } from './client'

const PodReport = z.object({
  role: z.string().max(50),
  inRecovery: z.boolean(),
  sqlstate25006Count: z.number().int().nonnegative().default(0),
})
type PodReport = z.infer<typeof PodReport>

/** Asked at once: the API server proxies each request to its pod. */
const width = 16

/** Pods that serve: running, and not on their way out. */
function isRunning(pod: V1Pod): boolean {
  return pod.status?.phase === 'Running' && pod.metadata?.deletionTimestamp === undefined
}

/** One pod's own word, or null when it gives none: a silent pod is counted as silent, it does not hide the others. */
async function report(call: KubernetesCall, namespace: string, pod: string, path: string): Promise<PodReport | null> {
  const [port, ...rest] = path.split('/')
  try {
    const { value } = await kubernetesCall(call, 'read', ({ core }) =>
      core.connectGetNamespacedPodProxyWithPath({ name: `${pod}:${port}`, namespace, path: rest.join('/') }),
    )
    const content: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return PodReport.parse(content)
  } catch (error) {
    if (error instanceof ExecutorError && error.kind === 'aborted') throw error
    return null
  }
}

export const podReports: EyesOf<typeof kubernetes, 'podReports'> = {
  async read({ namespace, selector, path }, context) {
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const found = await allPages(call, ({ core }, page) =>
      core.listNamespacedPod({ ...page, namespace, labelSelector: selector }),
    )
    const pods = found.filter(isRunning).map((pod) => pod.metadata?.name ?? '')
    const rounds = Math.ceil(pods.length / width)
    const answers = await inParallel(pods, width, (pod) =>
      report({ ...call, limit: shareOf(call.limit, rounds) }, namespace, pod, path),
    )
    const reports = answers.filter((answer) => answer !== null)
    const roles = new Set(reports.map((one) => one.role))
    const inRecovery = reports.filter((one) => one.inRecovery).length
    return {
      observedAt,
      source: `pods of ${namespace} in ${call.binding.cluster}, each asked`,
      fields: {
        pods: pods.length,
        reporting: reports.length,
        role: roles.size > 1 ? 'mixed' : ([...roles][0] ?? ''),
        inRecovery,
        readOnlyErrors: reports.reduce((sum, one) => sum + one.sqlstate25006Count, 0),
        allPrimary:
          pods.length > 0 &&
          reports.length === pods.length &&
          roles.size === 1 &&
          roles.has('primary') &&
          inRecovery === 0,
      },
    }
  },
}
