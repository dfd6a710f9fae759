import { z } from 'zod'
import { ConsoleBinding } from './binding'
import { defineAction } from '../definition'

export const ScheduleFailbackParameters = z.strictObject({
  /** How long the first region must have been stable. */
  notBefore: z.string().regex(/^\d+(m|h|d)$/, 'a duration with its unit: 48h'),
  /** Off-peak hours of the day. */
  window: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d UTC$/, 'hours of the day in UTC: 03:00-05:00 UTC'),
})
export type ScheduleFailbackParameters = z.infer<typeof ScheduleFailbackParameters>

/** Recorded, never started by itself: a failback is a run of its own with its own GO. */
export const scheduleFailback = defineAction(ConsoleBinding, {
  kind: 'console.scheduleFailback',
  title: 'Set the earliest date for the failback',
  parameters: ScheduleFailbackParameters,
  outputs: { at: 'time' },
  wayBack: 'reversible',
  destroys: null,
  permissions: [],
  example: { notBefore: '48h', window: '03:00-05:00 UTC' },
  note: 'Touches nothing outside: the date is recorded in the journal as an output. A failback is a run of its own.',
  text: (parameters) =>
    `Record the failback date: the first ${parameters.window} that begins at least ${parameters.notBefore} from now`,
})
