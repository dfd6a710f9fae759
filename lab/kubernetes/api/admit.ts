import type { ZodType } from 'zod'
import {
  Deployment,
  HorizontalPodAutoscaler,
  Namespace,
  Node,
  Pod,
  ReplicaSet,
  type KubeObject,
} from '../cluster/objects'
import { isJsonObject, sameJson, toJson, type Json, type JsonObject } from '../patch/json'
import { badRequest, conflict, invalid, type Cause } from './api-error'
import type { Resource } from './resources'

const schemas: Record<KubeObject['kind'], ZodType<KubeObject>> = {
  Namespace,
  Node,
  Pod,
  Deployment,
  ReplicaSet,
  HorizontalPodAutoscaler,
}

/**
 * What a client's version of an object becomes: identity and the part that is not its to write stay as they are, the
 * rest is validated. Throws 409 for a stale resourceVersion, 422 for content the kind does not allow.
 */
export function admit(
  resource: Resource,
  current: KubeObject,
  wanted: JsonObject,
  part: 'main' | 'status',
): KubeObject {
  const before = toJson(current)
  const metadata = isJsonObject(wanted.metadata) ? wanted.metadata : {}
  const { name } = current.metadata
  if (metadata.name !== undefined && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${JSON.stringify(metadata.name)}) does not match the name on the URL (${name})`,
    )
  }
  const version = metadata.resourceVersion
  if (version !== undefined && version !== '' && version !== current.metadata.resourceVersion)
    throw conflict(resource, name)
  if (metadata.uid !== undefined && metadata.uid !== current.metadata.uid) throw conflict(resource, name)
  const specIsTheirs = part === 'main' && resource.specWritable
  const merged = {
    ...before,
    ...(specIsTheirs ? { spec: withoutNulls(wanted.spec ?? {}) } : {}),
    ...(part === 'status' ? { status: wanted.status ?? {} } : {}),
    metadata: part === 'main' ? mergeMetadata(before, metadata) : (before.metadata ?? {}),
  }
  const parsed = schemas[resource.kind].safeParse(merged)
  if (!parsed.success) {
    const causes = parsed.error.issues.map((issue) => {
      const value = JSON.stringify(valueAt(merged, issue.path)) ?? 'null'
      return cause(issue.path.join('.'), value, issue.message.replace(/^Invalid input: /, ''))
    })
    throw invalid(resource, name, causes)
  }
  const causes = ruleBreaks(current, parsed.data)
  if (causes.length > 0) throw invalid(resource, name, causes)
  return withGeneration(current, parsed.data)
}

/** A null field is an absent one; kept, it would make two equal pod templates differ. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]))
}

/** Identity is the server's; labels, annotations and whatever else a client keeps in metadata are the client's. */
function mergeMetadata(before: JsonObject, wanted: JsonObject): JsonObject {
  const kept = isJsonObject(before.metadata) ? before.metadata : {}
  const server = ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp']
  const identity = server.flatMap((key) => (kept[key] === undefined ? [] : [[key, kept[key]] as const]))
  const theirs = Object.entries(wanted).filter(([key, value]) => !server.includes(key) && value !== null)
  return Object.fromEntries([...theirs, ...identity])
}

function withGeneration(current: KubeObject, next: KubeObject): KubeObject {
  if (current.metadata.generation === undefined || sameJson(current.spec, next.spec)) return next
  return { ...next, metadata: { ...next.metadata, generation: current.metadata.generation + 1 } }
}

function ruleBreaks(current: KubeObject, next: KubeObject): Cause[] {
  if (next.kind === 'HorizontalPodAutoscaler') {
    const { minReplicas, maxReplicas } = next.spec
    if (minReplicas <= maxReplicas) return []
    return [cause('spec.maxReplicas', String(maxReplicas), 'must be greater than or equal to `minReplicas`')]
  }
  if (next.kind === 'Deployment' && current.kind === 'Deployment') {
    const { selector, template } = next.spec
    const labels = template.metadata.labels
    const chosen = Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value)
    return [
      ...(sameJson(selector, current.spec.selector)
        ? []
        : [cause('spec.selector', JSON.stringify(selector), 'field is immutable')]),
      ...(chosen
        ? []
        : [
            cause(
              'spec.template.metadata.labels',
              JSON.stringify(labels),
              '`selector` does not match template `labels`',
            ),
          ]),
    ]
  }
  return []
}

function cause(field: string, value: string, message: string): Cause {
  return { field, message: `Invalid value: ${value}: ${message}`, reason: 'FieldValueInvalid' }
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
}
