import { z } from 'zod'
import { defineReading } from '../definition'
import { RoutingControlArn } from '../parameter/arn'

export const RoutingControlsParameters = z.strictObject({
  controls: z
    .record(z.string().min(1).max(64), RoutingControlArn)
    .refine((controls) => Object.keys(controls).length > 0, {
      message: 'name at least one control',
    }),
  /** How many endpoints must answer, chosen at random anew each time. */
  endpoints: z.number().int().min(1).max(5),
})

export const routingControls = defineReading({
  kind: 'aws.arc.routingControls',
  title: 'States of routing controls, as several cluster endpoints tell them',
  parameters: RoutingControlsParameters,
  fields: { agree: 'flag', asked: 'number', states: 'text' },
  permissions: ['route53-recovery-cluster:GetRoutingControlState'],
  example: {
    controls: { east: 'arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b2c/routingcontrol/1111' },
    endpoints: 1,
  },
})
