import { createHash } from 'node:crypto'
import type { LabRequest } from '../../core/contract'
import type { Cluster } from '../cluster/cluster'
import type { KubeObject } from '../cluster/objects'
import { canonical, isJsonObject, sameJson, toJson, type Json, type JsonObject } from '../patch/json'
import { admit } from './admit'
import { badRequest, notFound } from './api-error'
import type { ResourcePath } from './parse-path'
import { readJson, readPatch } from './read-patch'
import { deploymentFromScale, scaleOf } from './scale'

export interface Write {
  next: KubeObject
  changed: boolean
  dryRun: boolean
}

/** What the request asks for, checked against what is there; nothing is stored yet. */
export function prepareWrite(cluster: Cluster, path: ResourcePath, request: LabRequest): Write {
  const current = existing(cluster, path)
  const wanted = request.method === 'PATCH' ? patched(path, current, request) : replaced(path, current, request)
  const next = admit(path.resource, current, wanted, path.subresource === 'status' ? 'status' : 'main')
  return { next, changed: !sameJson(current, next), dryRun: request.query.get('dryRun') === 'All' }
}

/** Stores the object and lets the controllers act on it; `effect` settles once the deployment it concerns is complete. */
export function performWrite(cluster: Cluster, next: KubeObject, effect: number): KubeObject {
  cluster.store.put(next)
  const { namespace = '', name } = next.metadata
  if (next.kind === 'Deployment') cluster.settleWhenComplete(effect, namespace, name)
  else if (next.kind === 'HorizontalPodAutoscaler') {
    cluster.settleWhenComplete(effect, namespace, next.spec.scaleTargetRef.name)
  } else cluster.lab.effects.settle(effect)
  cluster.reconcile()
  return cluster.store.get(next.kind, namespace || undefined, name) ?? next
}

/** For the effect log: what was sent, which names the change better than the object it led to. */
export function writeParameters(request: LabRequest): Record<string, unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0] ?? ''
  return request.method === 'PATCH' ? { type, patch: bodyOf(request) } : { replacement: bodyOf(request) }
}

/**
 * What a write wants, short enough for an effect's target: patching a thing to one state and later to another is not
 * one effect doubled. A restart's time does not count, so that restarting twice shows as the double effect it is.
 */
export function wantedState(parameters: Record<string, unknown>): string {
  const text = canonical(parameters.patch ?? parameters.replacement).replace(
    /("kubectl\.kubernetes\.io\/restartedAt"):"[^"]*"/,
    '$1:"*"',
  )
  return text.length <= 160 ? text : `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}

function bodyOf(request: LabRequest): Json {
  const text = request.body.toString('utf8')
  try {
    return JSON.parse(text) as Json
  } catch {
    return text.slice(0, 1000)
  }
}

function existing(cluster: Cluster, { resource, namespace, name = '' }: ResourcePath): KubeObject {
  const found = cluster.store.get(resource.kind, namespace, name)
  if (!found) throw notFound(resource, name)
  return found
}

function patched(path: ResourcePath, current: KubeObject, request: LabRequest): JsonObject {
  const patch = readPatch(request)
  if (path.subresource !== 'scale' || current.kind !== 'Deployment') return patch.apply(toJson(current))
  return deploymentFromScale(path.resource, current, patch.apply(toJson(scaleOf(current))))
}

function replaced(path: ResourcePath, current: KubeObject, request: LabRequest): JsonObject {
  const body = readJson(request)
  if (!isJsonObject(body)) throw badRequest('the object provided is not an object')
  if (path.subresource !== 'scale' || current.kind !== 'Deployment') return body
  return deploymentFromScale(path.resource, current, body)
}
