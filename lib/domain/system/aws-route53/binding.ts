import { z } from 'zod'
import { Address } from '../address'
import { AwsAccount, AwsCredentials } from '../aws'

export const Route53Binding = z.strictObject({
  kind: z.literal('aws.route53'),
  account: AwsAccount,
  /** Left out on real AWS: the one endpoint of the partition. */
  endpoint: Address.optional(),
  credentials: AwsCredentials,
})
export type Route53Binding = z.infer<typeof Route53Binding>

/**
 * Where the one endpoint is and which region it is signed for. Route 53 has no region to name, so that China shows by
 * the role or by where it is assumed. Source: AWS General Reference, Route 53 endpoints.
 */
export function route53Place({ endpoint, credentials }: Route53Binding): { endpoint: string; region: string } {
  const { role = '', sts } = credentials
  const china =
    endpoint === undefined
      ? role.startsWith('arn:aws-cn:') || (sts?.region ?? '').startsWith('cn-')
      : new URL(endpoint).hostname.endsWith('.amazonaws.com.cn')
  return china
    ? { endpoint: endpoint ?? 'https://route53.amazonaws.com.cn', region: 'cn-northwest-1' }
    : { endpoint: endpoint ?? 'https://route53.amazonaws.com', region: 'us-east-1' }
}
