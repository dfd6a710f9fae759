import { z } from 'zod'
import { Address } from './address'
import type { MarkedField } from './marked-fields'
import type { Target } from './resolved'
import { SecretReference } from './secret-reference'

export const AwsAccount = z.string().regex(/^\d{12}$/, 'twelve digits')

export const AwsCredentials = z.strictObject({
  accessKeyId: SecretReference,
  secretAccessKey: SecretReference,
  sessionToken: SecretReference.optional(),
  /** The role assumed for this system's calls, least privilege. */
  role: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'a role ARN')
    .optional(),
  /** What the role's trust policy asks for besides; it is no secret. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id: letters, digits and + = , . @ : / -')
    .optional(),
  /** Where AssumeRole is asked; a regional endpoint outside the failing region. */
  sts: z.strictObject({ endpoint: Address.optional(), region: z.string().min(1) }).optional(),
})
export type AwsCredentials = z.infer<typeof AwsCredentials>

/** What every service of a region is bound by. */
export const regionalFields = {
  region: z.string().min(1),
  account: AwsAccount,
  /** Left out on real AWS: the service's own regional endpoint. */
  endpoint: Address.optional(),
  credentials: AwsCredentials,
}

export interface RegionalBinding {
  kind: string
  region: string
  account: string
  endpoint?: string | undefined
  credentials: AwsCredentials
}

/** Where calls of a regional service go: to its endpoint in the region, unless the environment names another. */
export function regionalTarget(service: string): (binding: RegionalBinding) => Omit<Target, 'systemKind'> {
  return ({ account, region, endpoint, credentials }) => ({
    account,
    region,
    endpoint: endpoint ?? awsEndpoint(service, region),
    identity: awsIdentity(credentials),
  })
}

export function awsIdentity(credentials: AwsCredentials): string {
  return credentials.role ?? `access key ${credentials.accessKeyId}`
}

/** A role is assumed somewhere, named or not. */
export function unnamedSignIn({ credentials }: { credentials: AwsCredentials }): MarkedField[] {
  const { role, sts } = credentials
  return role !== undefined && sts === undefined ? [{ path: ['credentials', 'sts', 'endpoint'], value: undefined }] : []
}

/**
 * The regional endpoint of an AWS service where the environment names none, spelled out so that the approval covers
 * the very address called and no setting of the process can move it. `service` is the first label of its host name.
 * Source: AWS General Reference, service endpoints.
 */
export function awsEndpoint(service: string, region: string): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return `https://${service}.${region}.${suffix}`
}

/** What examples in the documentation sign in with. */
export const exampleCredentials = {
  accessKeyId: 'file:aws-access-key-id',
  secretAccessKey: 'file:aws-secret-access-key',
  role: 'arn:aws:iam::123456789012:role/dr-promote',
  sts: { region: 'us-west-2' },
}
