import { randomBytes } from 'node:crypto'
import { sameSecret } from '../../saas/http/same-secret'
import type { Verb } from './parse-path'

export interface AccessRequest {
  verb: string
  group: string
  /** With its subresource: `deployments/scale`. */
  resource: string
}

interface Rule {
  verbs: Verb[] | '*'
  /** `group/resource`, the core group being empty. */
  resources: string[] | '*'
}

export const roles = ['operator', 'dr-operator', 'dr-reader'] as const
export type Role = (typeof roles)[number]

export interface Identity {
  role: Role
  user: string
}

const reads: Rule[] = [
  { verbs: ['get', 'list', 'watch'], resources: '*' },
  { verbs: ['create'], resources: ['authorization.k8s.io/selfsubjectaccessreviews'] },
]

/** Who may do what. The operator is a person with kubectl; the two others are service accounts of the DR console. */
const rules: Record<Role, Rule[]> = {
  operator: [{ verbs: '*', resources: '*' }],
  'dr-operator': [
    ...reads,
    {
      verbs: ['patch', 'update'],
      resources: ['/namespaces', 'apps/deployments', 'apps/deployments/scale', 'autoscaling/horizontalpodautoscalers'],
    },
  ],
  'dr-reader': reads,
}

const users: Record<Role, string> = {
  operator: 'orderflow-operator',
  'dr-operator': 'system:serviceaccount:breakwater:dr-operator',
  'dr-reader': 'system:serviceaccount:breakwater:dr-reader',
}

export type Tokens = Record<Role, string>

export function newTokens(): Tokens {
  const token = () => randomBytes(24).toString('base64url')
  return { operator: token(), 'dr-operator': token(), 'dr-reader': token() }
}

export function identify(tokens: Tokens, token: string | undefined): Identity | undefined {
  const role = token === undefined ? undefined : roles.find((candidate) => sameSecret(tokens[candidate], token))
  return role && { role, user: users[role] }
}

export function mayDo(identity: Identity, { verb, group, resource }: AccessRequest): boolean {
  const target = `${group}/${resource}`
  return rules[identity.role].some(
    (rule) =>
      (rule.verbs === '*' || rule.verbs.some((allowed) => allowed === verb)) &&
      (rule.resources === '*' || rule.resources.includes(target)),
  )
}
