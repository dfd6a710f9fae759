import type { LabReply } from '../../core/contract'
import type { Resource } from './resources'

export interface Cause {
  field: string
  message: string
  reason: string
}

/** A refusal in the API server's own shape: a `Status` object and its code. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details: {
      name?: string
      group?: string
      kind?: string
      causes?: Cause[]
      retryAfterSeconds?: number
    } = {},
  ) {
    super(message)
  }
}

export function statusReply(error: ApiError): LabReply {
  const { code, reason, message, details } = error
  const retry = details.retryAfterSeconds
  return {
    status: code,
    ...(retry === undefined ? {} : { headers: { 'retry-after': String(retry) } }),
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code },
  }
}

export function notFound(resource: Resource, name: string): ApiError {
  const details = { name, group: resource.group, kind: resource.plural }
  return new ApiError(404, 'NotFound', `${qualified(resource)} "${name}" not found`, details)
}

export function conflict(resource: Resource, name: string): ApiError {
  const why = 'the object has been modified; please apply your changes to the latest version and try again'
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`
  return new ApiError(409, 'Conflict', message, { name, group: resource.group, kind: resource.plural })
}

export function invalid(resource: Resource, name: string, causes: Cause[]): ApiError {
  const list = causes.map(({ field, message }) => `${field}: ${message}`)
  const text = list.length === 1 ? list.join() : `[${list.join(', ')}]`
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${text}`, {
    name,
    group: resource.group,
    kind: resource.kind,
    causes,
  })
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message)
}

/** `deployments.apps`, as Kubernetes names a resource in messages. */
export function qualified(resource: Resource): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`
}
