import { z } from 'zod'
import { Address } from '../address'
import { AwsAccount, AwsCredentials } from '../aws'

export const ArcBinding = z.strictObject({
  kind: z.literal('aws.arc'),
  account: AwsAccount,
  endpoints: z.array(z.strictObject({ region: z.string().min(1), url: Address })).min(1),
  credentials: AwsCredentials,
})
export type ArcBinding = z.infer<typeof ArcBinding>
