import { z } from 'zod'
import { regionalFields } from '../aws'
import type { AnyBinding } from '../definition'

export const RdsBinding = z.strictObject({ kind: z.literal('aws.rds'), ...regionalFields })
export type RdsBinding = z.infer<typeof RdsBinding>

/** Whether it is RDS of that region and account, whoever calls it. */
export function isRdsIn(binding: AnyBinding, region: string, account: string): binding is RdsBinding {
  return (
    binding.kind === 'aws.rds' &&
    'region' in binding &&
    'account' in binding &&
    binding.region === region &&
    binding.account === account
  )
}
