import { ScaleParameters } from '@/lib/domain/action/kubernetes/scale'
import type { DeploymentRef } from '@/lib/domain/action/parameter/kubernetes'
import type { ActionExecutor } from '@/lib/engine/ports'
import { changeEach, type Change } from '../change-each'
import { inParallel } from '../in-parallel'
import { parseParameters } from '../parse-parameters'
import { actingCall, readingCall } from './call-for'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'
import { deploymentLabel, readDeployment } from './deployment-state'
import { keptNumber } from './restorable'

/** Through the scale subresource: all that an identity for scaling needs to be allowed. */
async function setReplicas(call: KubernetesCall, ref: DeploymentRef, replicas: number): Promise<Change | null> {
  if ((await readDeployment(call, ref)).desired === replicas) return null
  const options = await patchOptions('merge')
  return await kubernetesCall(call, 'change', ({ apps }) =>
    apps.patchNamespacedDeploymentScale(
      { name: ref.deployment, namespace: ref.namespace, body: { spec: { replicas } } },
      options,
    ),
  )
}

export const scale: ActionExecutor = {
  kind: 'kubernetes.scale',

  async observe(command, context) {
    const { targets, replicas } = parseParameters(ScaleParameters, command.parameters)
    const call = readingCall(context)
    const states = await inParallel(targets, 8, (ref) => readDeployment(call, ref))
    const asked = states.filter((state) => state.desired === replicas).length
    const reached = states.filter((state) => state.desired === replicas && state.replicas === replicas).length
    const effect = asked < states.length ? 'absent' : reached < states.length ? 'in-progress' : 'present'
    return {
      effect,
      facts: { asked, reached, of: states.length },
      outputs: {},
      detail: `${asked} of ${states.length} are told ${replicas} replicas, ${reached} have them`,
    }
  },

  async before(command, context) {
    const { targets } = parseParameters(ScaleParameters, command.parameters)
    const call = readingCall(context)
    const entries = await inParallel(targets, 8, async (ref) => {
      return [`${deploymentLabel(ref)} replicas`, (await readDeployment(call, ref)).desired] as const
    })
    return Object.fromEntries(entries)
  },

  async execute(command, context) {
    const { targets, replicas } = parseParameters(ScaleParameters, command.parameters)
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(targets, (ref) => setReplicas(call, ref, replicas))
    return { requestId, facts: { changed, of: targets.length }, outputs: {} }
  },

  async undo(command, before, context) {
    const { targets } = parseParameters(ScaleParameters, command.parameters)
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(targets, (ref) =>
      setReplicas(call, ref, keptNumber(before, `${deploymentLabel(ref)} replicas`)),
    )
    return { requestId, facts: { changed, of: targets.length }, outputs: {} }
  },
}
