import type { V1Deployment } from '@kubernetes/client-node'
import type { DeploymentRef } from '@/lib/domain/system/parameter/kubernetes'
import { kubernetesCall, type KubernetesCall } from './client'

/** `value` null: set from a reference, whose content is nobody's business here. */
export interface ContainerEnv {
  container: string
  env: Map<string, string | null>
}

/** What executors use of a deployment. */
export interface DeploymentState {
  desired: number
  replicas: number
  ready: number
  available: number
  updated: number
  /** The controller has seen the newest spec. */
  current: boolean
  templateAnnotations: Record<string, string>
  containers: ContainerEnv[]
}

/** namespace/name, as facts and messages call it. */
export function deploymentLabel(ref: DeploymentRef): string {
  return `${ref.namespace}/${ref.deployment}`
}

export async function readDeployment(call: KubernetesCall, ref: DeploymentRef): Promise<DeploymentState> {
  const { value } = await kubernetesCall(call, 'read', ({ apps }) =>
    apps.readNamespacedDeployment({ name: ref.deployment, namespace: ref.namespace }),
  )
  return stateOf(value)
}

/** As kubectl rollout status judges it. */
export function isComplete(state: DeploymentState): boolean {
  const { current, desired, updated, replicas, available } = state
  return current && updated === desired && replicas === desired && available === desired
}

function stateOf(deployment: V1Deployment): DeploymentState {
  const { metadata, spec, status } = deployment
  return {
    desired: spec?.replicas ?? 1,
    replicas: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    current: (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0),
    templateAnnotations: spec?.template.metadata?.annotations ?? {},
    containers: (spec?.template.spec?.containers ?? []).map((container) => ({
      container: container.name,
      env: new Map((container.env ?? []).map((one) => [one.name, one.valueFrom ? null : (one.value ?? '')])),
    })),
  }
}
