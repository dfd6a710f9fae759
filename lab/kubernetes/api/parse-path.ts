import type { LabRequest } from '../../core/contract'
import { findResource, type Resource } from './resources'

export interface ResourcePath {
  resource: Resource
  namespace: string | undefined
  name: string | undefined
  subresource: string | undefined
  /** What follows the subresource: the path a proxied request has in the pod. */
  rest: string
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete'

/**
 * kubectl sends no bearer token over plain HTTP, so a server address may carry it instead: `/token/<token>/api/...`.
 */
export function splitCredential(path: string): { path: string; token: string | undefined } {
  const [, token, rest] = /^\/token\/([^/]+)(\/.*)?$/.exec(path) ?? []
  return token === undefined ? { path, token: undefined } : { path: rest ?? '/', token: decoded(token) }
}

/** The object or collection a path names; undefined when this server has no such resource. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const [root, ...tail] = path.split('/').filter(Boolean).map(decoded)
  if (root === 'api') return parseInGroup('', tail)
  if (root === 'apis' && tail[0] !== undefined) return parseInGroup(tail[0], tail.slice(1))
  return undefined
}

export function verbOf(request: LabRequest, path: ResourcePath): Verb | undefined {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (request.query.get('watch') === 'true' || request.query.get('watch') === '1') return 'watch'
      return path.name === undefined ? 'list' : 'get'
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return 'delete'
    default:
      return undefined
  }
}

/** A malformed escape names nothing; as it stands it is simply not found. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function parseInGroup(group: string, [version = '', ...parts]: string[]): ResourcePath | undefined {
  const scoped = parts[0] === 'namespaces' && parts[2] !== undefined && parts[2] !== 'status'
  const [plural = '', name, subresource, ...rest] = scoped ? parts.slice(2) : parts
  const resource = findResource(group, version, plural)
  if (!resource || (scoped && !resource.namespaced)) return undefined
  if (subresource !== undefined && !resource.subresources.includes(subresource)) return undefined
  return { resource, namespace: scoped ? parts[1] : undefined, name, subresource, rest: `/${rest.join('/')}` }
}
