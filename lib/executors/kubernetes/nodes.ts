import type { EyesOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { instantNow } from '../instant-now'
import { readingCall } from '../call'
import { allPages } from './all-pages'
import { ratio } from './ratio'

export const nodes: EyesOf<typeof kubernetes, 'nodes'> = {
  async read({ selector }, context) {
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const found = await allPages(call, ({ core }, page) =>
      core.listNode({ ...page, ...(selector === undefined ? {} : { labelSelector: selector }) }),
    )
    const ready = found.filter((node) =>
      (node.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    ).length
    return {
      observedAt,
      source: `Kubernetes API of ${call.binding.cluster}`,
      fields: { total: found.length, ready, readyRatio: ratio(ready, found.length) },
    }
  },
}
