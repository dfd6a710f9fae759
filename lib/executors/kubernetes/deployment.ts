import type { EyesOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { instantNow } from '../instant-now'
import { readingCall } from '../call'
import { isComplete, readDeployment } from './deployment-state'
import { ratio } from './ratio'

export const deployment: EyesOf<typeof kubernetes, 'deployment'> = {
  async read(ref, context) {
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const state = await readDeployment(call, ref)
    const { desired, ready, available, updated } = state
    return {
      observedAt,
      source: `Kubernetes API of ${call.binding.cluster}`,
      fields: { desired, ready, available, updated, readyRatio: ratio(ready, desired), complete: isComplete(state) },
    }
  },
}
