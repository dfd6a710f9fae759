import { DeploymentParameters } from '@/lib/domain/action/kubernetes/deployment'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { readingCall } from './call-for'
import { isComplete, readDeployment } from './deployment-state'
import { ratio } from './ratio'

export const deployment: ReadingExecutor = {
  kind: 'kubernetes.deployment',

  async read(reading, context) {
    const ref = parseParameters(DeploymentParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const state = await readDeployment(call, ref)
    const { desired, ready, available, updated } = state
    return {
      id: reading.id,
      observedAt,
      source: `Kubernetes API of ${call.binding.cluster}`,
      fields: { desired, ready, available, updated, readyRatio: ratio(ready, desired), complete: isComplete(state) },
    }
  },
}
