import { z } from 'zod'
import { regionalFields } from '../aws'

export const CloudwatchBinding = z.strictObject({ kind: z.literal('aws.cloudwatch'), ...regionalFields })
export type CloudwatchBinding = z.infer<typeof CloudwatchBinding>
