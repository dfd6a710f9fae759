import { isJsonObject, type Json } from '../patch/json'
import { badRequest } from './api-error'
import { mayDo, type Identity } from './identities'

/** `kubectl auth can-i`: whether the caller may do something, without doing it. */
export function reviewAccess(identity: Identity, body: Json): object {
  const spec = isJsonObject(body) && isJsonObject(body.spec) ? body.spec : undefined
  const asked = spec && isJsonObject(spec.resourceAttributes) ? spec.resourceAttributes : undefined
  if (!spec || !asked) throw badRequest('spec.resourceAttributes is required')
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  const subresource = text(asked.subresource)
  const resource = subresource === '' ? text(asked.resource) : `${text(asked.resource)}/${subresource}`
  const allowed = mayDo(identity, { verb: text(asked.verb), group: text(asked.group), resource })
  const kind = { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1' }
  return { ...kind, metadata: {}, spec, status: { allowed, reason: allowed ? `granted to ${identity.user}` : '' } }
}
