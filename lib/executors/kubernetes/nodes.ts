import { NodesParameters } from '@/lib/domain/action/kubernetes/nodes'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { readingCall } from './call-for'
import { allPages } from './all-pages'
import { ratio } from './ratio'

export const nodes: ReadingExecutor = {
  kind: 'kubernetes.nodes',

  async read(reading, context) {
    const { selector } = parseParameters(NodesParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const found = await allPages(call, ({ core }, page) =>
      core.listNode({ ...page, ...(selector === undefined ? {} : { labelSelector: selector }) }),
    )
    const ready = found.filter((node) =>
      (node.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    ).length
    return {
      id: reading.id,
      observedAt,
      source: `Kubernetes API of ${call.binding.cluster}`,
      fields: { total: found.length, ready, readyRatio: ratio(ready, found.length) },
    }
  },
}
