import { z } from 'zod'
import { defineReading } from '../definition'

export const MetricParameters = z.strictObject({
  namespace: z.string().min(1).max(255),
  metric: z.string().min(1).max(255),
  dimensions: z.record(z.string().min(1).max(255), z.string().min(1).max(1_024)).default({}),
  statistic: z
    .string()
    .regex(
      /^(Average|Minimum|Maximum|Sum|SampleCount|p\d{1,2}(\.\d+)?)$/,
      'Average, Minimum, Maximum, Sum, SampleCount or pNN',
    ),
  /** Seconds. */
  period: z
    .number()
    .int()
    .positive()
    .refine((seconds) => [1, 5, 10, 20, 30].includes(seconds) || seconds % 60 === 0, {
      message: 'a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds',
    }),
})

/** `observedAt` is the end of the sample's own period: an old sample is an old fact, however lately it was asked for. */
export const metric = defineReading({
  kind: 'aws.cloudwatch.metric',
  title: 'The newest sample of a CloudWatch metric',
  parameters: MetricParameters,
  fields: { value: 'number' },
  permissions: ['cloudwatch:GetMetricData'],
  example: { namespace: 'AWS/RDS', metric: 'AuroraGlobalDBRPOLag', dimensions: {}, statistic: 'Maximum', period: 60 },
  note: 'As old as the end of the newest period that has a sample. Metrics arrive late: give `maxAge` two periods and what CloudWatch needs to publish it, 4 min for a metric of Aurora with a period of 60 s, or it is always unknown on a real account.',
})
