import type { Change } from '../change-each'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'

/** A namespace or a deployment, as annotations see it. */
export interface AnnotatedObject {
  resource: 'namespace' | 'deployment'
  namespace: string | undefined
  name: string
}

/** namespace/checkout, deployment/checkout/checkout-api. */
export function objectLabel(object: AnnotatedObject): string {
  return [object.resource, object.namespace, object.name].filter((part) => part !== undefined).join('/')
}

export async function readAnnotations(call: KubernetesCall, object: AnnotatedObject): Promise<Record<string, string>> {
  const { name, namespace } = object
  const { value } = await kubernetesCall(call, 'read', async ({ core, apps }) => {
    if (namespace === undefined) return (await core.readNamespace({ name })).metadata
    return (await apps.readNamespacedDeployment({ name, namespace })).metadata
  })
  return value?.annotations ?? {}
}

/** Sets annotations; null removes one. */
export async function writeAnnotations(
  call: KubernetesCall,
  object: AnnotatedObject,
  annotations: Readonly<Record<string, string | null>>,
): Promise<Change> {
  const { name, namespace } = object
  const body = { metadata: { annotations } }
  const options = await patchOptions('merge')
  const { requestId } = await kubernetesCall(call, 'change', async ({ core, apps }) => {
    if (namespace === undefined) await core.patchNamespace({ name, body }, options)
    else await apps.patchNamespacedDeployment({ name, namespace, body }, options)
  })
  return { requestId }
}
