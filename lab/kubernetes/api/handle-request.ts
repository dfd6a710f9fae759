import { randomUUID } from 'node:crypto'
import type { LabReply, LabRequest } from '../../core/contract'
import type { Cluster } from '../cluster/cluster'
import { reviewAccess } from './access-review'
import { ApiError, notFound, qualified, statusReply } from './api-error'
import { discover } from './discovery'
import { identify, mayDo, type Identity, type Tokens } from './identities'
import { parseResourcePath, splitCredential, verbOf, type ResourcePath, type Verb } from './parse-path'
import { proxyToPod } from './pod-proxy'
import { readJson } from './read-patch'
import { representList, representObject } from './represent'
import { scaleOf } from './scale'
import { selection } from './selectors'
import { watch } from './watch'
import { performWrite, prepareWrite, wantedState, writeParameters } from './write-object'

export interface Api {
  cluster: Cluster
  tokens: Tokens
}

const reviewPath = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'

/** Answers one API request. Every reply carries an Audit-Id; a request that would change state is in the effect log under it. */
export function handleRequest(api: Api, request: LabRequest): LabReply {
  const requestId = randomUUID()
  return { ...withAuditId(answerOrRefuse(api, request, requestId), requestId) }
}

/** The reply to a request a fault hits, recorded like any other refusal. */
export function refuseRequest(api: Api, request: LabRequest, kind: 'deny' | 'throttle'): LabReply {
  const requestId = randomUUID()
  const error =
    kind === 'deny'
      ? new ApiError(403, 'Forbidden', 'request is forbidden: access was withdrawn')
      : new ApiError(429, 'TooManyRequests', 'too many requests, please try again later', { retryAfterSeconds: 1 })
  recordRefusal(api, request, requestId, error)
  return withAuditId(statusReply(error), requestId)
}

/** `PATCH deployments/scale`, or the path for what is no resource. */
export function operationOf(request: LabRequest): string {
  const { path } = splitCredential(request.path)
  const parsed = parseResourcePath(path)
  return `${request.method} ${parsed ? resourceName(parsed) : path}`
}

function answerOrRefuse(api: Api, request: LabRequest, requestId: string): LabReply {
  try {
    return answer(api, request, requestId)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    recordRefusal(api, request, requestId, error)
    return statusReply(error)
  }
}

function answer(api: Api, request: LabRequest, requestId: string): LabReply {
  const { path, token: pathToken } = splitCredential(request.path)
  const [, headerToken] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  const identity = identify(api.tokens, headerToken ?? pathToken)
  if (!identity) throw new ApiError(401, 'Unauthorized', 'Unauthorized')
  if (['/healthz', '/livez', '/readyz'].includes(path)) return { status: 200, body: 'ok' }
  const discovered = request.method === 'GET' ? discover(path) : undefined
  if (discovered) return { status: 200, body: discovered }
  if (path === reviewPath && request.method === 'POST') {
    return { status: 201, body: reviewAccess(identity, readJson(request)) }
  }
  const target = parseResourcePath(path)
  const verb = target && verbOf(request, target)
  if (!target || !verb) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource')
  authorise(identity, verb, target)
  if (verb === 'update' || verb === 'patch') return write(api, target, request, requestId)
  return read(api.cluster, verb, target, request)
}

function authorise(identity: Identity, verb: Verb, target: ResourcePath): void {
  const { resource, namespace, name = '' } = target
  if (mayDo(identity, { verb, group: resource.group, resource: resourceName(target) })) return
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const what = `cannot ${verb} resource "${resourceName(target)}" in API group "${resource.group}" ${where}`
  const message = `${qualified(resource)}${name && ` "${name}"`} is forbidden: User "${identity.user}" ${what}`
  throw new ApiError(403, 'Forbidden', message, { name, group: resource.group, kind: resource.plural })
}

function read(cluster: Cluster, verb: Verb, path: ResourcePath, request: LabRequest): LabReply {
  const now = cluster.lab.clock.now()
  const { resource, namespace, name } = path
  if (path.subresource === 'proxy' && verb === 'get') return proxyToPod(cluster, path)
  if (verb === 'watch') return watch(cluster, path, request)
  if (verb === 'list') {
    const items = cluster.store.list(resource.kind, namespace).filter(selection(request.query))
    return { status: 200, body: representList(request, resource, items, cluster.store.resourceVersion, now) }
  }
  if (verb !== 'get' || name === undefined) {
    const message = `the server does not allow this method on the requested resource`
    throw new ApiError(405, 'MethodNotAllowed', message, { kind: resource.plural })
  }
  const found = cluster.store.get(resource.kind, namespace, name)
  if (!found) throw notFound(resource, name)
  if (path.subresource === 'scale' && found.kind === 'Deployment') return { status: 200, body: scaleOf(found) }
  return { status: 200, body: representObject(request, found, now) }
}

function write(api: Api, path: ResourcePath, request: LabRequest, requestId: string): LabReply {
  const { cluster } = api
  if (path.name === undefined || path.subresource === 'proxy') {
    throw new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource')
  }
  const prepared = prepareWrite(cluster, path, request)
  const stored = prepared.dryRun ? prepared.next : store(api, path, request, requestId, prepared)
  if (path.subresource === 'scale' && stored.kind === 'Deployment') return { status: 200, body: scaleOf(stored) }
  return { status: 200, body: representObject(request, stored, cluster.lab.clock.now()) }
}

function store(
  { cluster }: Api,
  path: ResourcePath,
  request: LabRequest,
  requestId: string,
  { next, changed }: { next: ReturnType<typeof prepareWrite>['next']; changed: boolean },
) {
  const receivedAt = cluster.lab.clock.now()
  const effect = cluster.lab.effects.record({
    ...described(cluster, path, request, requestId, receivedAt),
    outcome: changed ? 'accepted' : 'no-change',
    fault: null,
    settledAt: changed ? null : receivedAt,
  })
  return changed ? performWrite(cluster, next, effect.id) : next
}

function recordRefusal({ cluster }: Api, request: LabRequest, requestId: string, error: ApiError): void {
  const path = parseResourcePath(splitCredential(request.path).path)
  if (!path || ['GET', 'HEAD'].includes(request.method) || request.query.get('dryRun') === 'All') return
  const receivedAt = cluster.lab.clock.now()
  cluster.lab.effects.record({
    ...described(cluster, path, request, requestId, receivedAt),
    outcome: 'refused',
    fault: `${error.code} ${error.reason}`,
    settledAt: receivedAt,
  })
}

function described(cluster: Cluster, path: ResourcePath, request: LabRequest, requestId: string, receivedAt: number) {
  const parameters = writeParameters(request)
  const name = [path.namespace, path.name].filter((part) => part !== undefined).join('/')
  const target = `${name} ${wantedState(parameters)}`
  const operation = operationOf(request)
  return { system: 'kubernetes', region: cluster.region, operation, requestId, target, parameters, receivedAt }
}

function resourceName({ resource, subresource }: ResourcePath): string {
  return subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`
}

function withAuditId(reply: LabReply, requestId: string): LabReply {
  return { ...reply, headers: { ...reply.headers, 'audit-id': requestId } }
}
