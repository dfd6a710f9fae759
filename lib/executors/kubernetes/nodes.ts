import { NodesParameters } from '@/lib/domain/action/kubernetes/nodes'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { readingCall } from './call-for'
import { kubernetesCall } from './client'
import { ratio } from './ratio'

export const nodes: ReadingExecutor = {
  kind: 'kubernetes.nodes',

  async read(reading, context) {
    const { selector } = parseParameters(NodesParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const { value } = await kubernetesCall(call, 'read', ({ core }) =>
      core.listNode(selector === undefined ? {} : { labelSelector: selector }),
    )
    const ready = value.items.filter((node) =>
      (node.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    ).length
    return {
      id: reading.id,
      observedAt,
      source: `Kubernetes API of ${call.binding.cluster}`,
      fields: { total: value.items.length, ready, readyRatio: ratio(ready, value.items.length) },
    }
  },
}
