import type { Deployment } from '../cluster/objects'
import { isJsonObject, toJson, type JsonObject } from '../patch/json'
import { conflict, invalid } from './api-error'
import type { Resource } from './resources'

/** The `Scale` a deployment shows under its scale subresource. */
export function scaleOf(deployment: Deployment): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = deployment.metadata
  const selector = Object.entries(deployment.spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: deployment.spec.replicas },
    status: { replicas: deployment.status.replicas, selector: selector.join(',') },
  }
}

/** The deployment a written `Scale` asks for, as a document to admit. Throws 409 and 422 as the API server does. */
export function deploymentFromScale(resource: Resource, deployment: Deployment, scale: JsonObject): JsonObject {
  const { name, resourceVersion } = deployment.metadata
  const metadata = isJsonObject(scale.metadata) ? scale.metadata : {}
  const version = metadata.resourceVersion
  if (version !== undefined && version !== '' && version !== resourceVersion) throw conflict(resource, name)
  const spec = isJsonObject(scale.spec) ? scale.spec : {}
  const replicas = spec.replicas ?? 0
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    const message = `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`
    throw invalid(resource, name, [{ field: 'spec.replicas', message, reason: 'FieldValueInvalid' }])
  }
  return toJson({ ...deployment, spec: { ...deployment.spec, replicas } })
}
