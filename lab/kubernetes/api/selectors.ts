import type { KubeObject } from '../cluster/objects'
import { badRequest } from './api-error'

export type Filter = (object: KubeObject) => boolean

/** `labelSelector` and `fieldSelector` of a list or watch as one filter. Throws 400 for what it cannot read. */
export function selection(query: URLSearchParams): Filter {
  const filters = [...labelFilters(query.get('labelSelector') ?? ''), ...fieldFilters(query.get('fieldSelector') ?? '')]
  return (object) => filters.every((filter) => filter(object))
}

function labelFilters(selector: string): Filter[] {
  // Commas inside the parentheses of `in (a,b)` do not separate requirements.
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map(labelFilter)
}

function labelFilter(requirement: string): Filter {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(requirement)
  if (set) {
    const [, key = '', operator, list = ''] = set
    const values = list.split(',').map((value) => value.trim())
    return (object) => values.includes(object.metadata.labels?.[key] ?? '\0') === (operator === 'in')
  }
  const comparison = /^([^!=\s]+)\s*(==|!=|=)\s*(\S*)$/.exec(requirement)
  if (comparison) {
    const [, key = '', operator, value] = comparison
    return (object) => (object.metadata.labels?.[key] === value) === (operator !== '!=')
  }
  const presence = /^(!?)([^!=\s]+)$/.exec(requirement)
  if (!presence) throw badRequest(`unable to parse requirement: ${requirement}`)
  const [, not, key = ''] = presence
  return (object) => Object.hasOwn(object.metadata.labels ?? {}, key) === (not === '')
}

function fieldFilters(selector: string): Filter[] {
  return selector.split(',').filter(Boolean).map(fieldFilter)
}

function fieldFilter(requirement: string): Filter {
  const [, field = '', operator, value] = /^([^!=]+)(==|!=|=)(.*)$/.exec(requirement) ?? []
  if (!['metadata.name', 'metadata.namespace', 'spec.nodeName', 'status.phase'].includes(field)) {
    throw badRequest(`field label not supported: ${field || requirement}`)
  }
  return (object) => (fieldOf(object, field) === value) === (operator !== '!=')
}

function fieldOf(object: KubeObject, field: string): string {
  if (field === 'metadata.name') return object.metadata.name
  if (field === 'metadata.namespace') return object.metadata.namespace ?? ''
  if (field === 'spec.nodeName') return object.kind === 'Pod' ? (object.spec.nodeName ?? '') : ''
  return object.kind === 'Pod' || object.kind === 'Namespace' ? object.status.phase : ''
}
