import { z } from 'zod'
import { Binding } from '../../system/binding'
import { SecretReference } from '../../system/secret-reference'
import { Contacts } from './notice'
import { Duration, Name } from './primitives'

export const Environment = z
  .strictObject({
    schema: z.literal('breakwater.environment/1'),
    plan: z.string().min(1),
    name: Name,
    title: z.string().min(1),
    /** Only a lab may scale time. */
    lab: z.boolean().default(false),
    timeScale: z.number().positive().default(1),
    /** How often a running step asks its target. At most 500 ms, so that an abort is heard in time. */
    pollEvery: Duration.refine(
      (every) => every > 0 && every <= 500,
      'at most 500ms, so that an abort is heard in time',
    ),
    regions: z.record(Name, z.strictObject({ region: z.string().min(1), account: z.string().min(1) })),
    /** Identifiers the plan refers to as ${names.x}: cluster names, ARNs, channels. */
    names: z.record(Name, z.string()),
    systems: z.record(Name, Binding),
    /** Who may send alerts: Alertmanager's bearer token. */
    alerts: z
      .strictObject({
        token: SecretReference,
        /** An alert that always fires and proposes nothing: when it stays away, so would a real one. */
        heartbeat: z
          .strictObject({ alert: z.string().min(1).describe('The alertname, Watchdog for example'), every: Duration })
          .optional(),
      })
      .optional(),
  })
  .refine((environment) => environment.lab || environment.timeScale === 1, {
    path: ['timeScale'],
    message: 'only environments marked lab: true may scale time',
  })
export type Environment = z.infer<typeof Environment>

/** The people of the installation, outside every hash: changes act at once. */
export const Directory = z.strictObject({
  schema: z.literal('breakwater.directory/1'),
  persons: z.array(
    z.strictObject({
      id: Name,
      name: z.string().min(1),
      title: z.string().min(1),
      roles: z.array(z.enum(['commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin'])).min(1),
      duties: z.array(Name).default([]),
      contacts: Contacts.default({}),
      accounts: z.array(z.strictObject({ login: z.string().min(1), password: z.string().min(8).optional() })).min(1),
    }),
  ),
})
export type Directory = z.infer<typeof Directory>
