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
  systemKind: 'aws.arc',
  parameters: RoutingControlsParameters,
  fields: { agree: 'flag', asked: 'number', states: 'text' },
})
