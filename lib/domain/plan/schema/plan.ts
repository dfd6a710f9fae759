import { z } from 'zod'
import { Duration, Name, Parameters, Rate } from './primitives'
import { Predicate } from './predicate'
import { Runbook } from './runbook'
import { ServingRule } from './serving'

export const Region = z.strictObject({
  id: Name,
  title: z.string().min(1).describe('us-east-1'),
  plainName: z.string().min(1).describe('What the sponsor reads: Virginia'),
})

export const Objectives = z.strictObject({
  rto: Duration,
  rpo: Duration,
  /** The clock by which the tier is judged; both are always shown. */
  clock: z.enum(['impact', 'declaration']),
  /** The operational limit of replication lag, a field of its own: an RPO of 0 would alert for ever. */
  lagLimit: Duration.optional(),
})

/**
 * How the tier is seen from outside: monitors, what a sustained recovery is, and what counts as down. One rule opens an
 * outage, loses a recovery and tells a relapse, so that no single probe does.
 */
export const Outside = z.strictObject({
  monitors: z.array(Name).min(1).describe('Readings of kind synthetic.monitor'),
  sustained: z.strictObject({ hold: Duration, consecutive: z.number().int().positive() }),
  failing: z
    .strictObject({
      monitors: z.number().int().positive().describe('How many of them must fail'),
      hold: Duration.describe('For how long, without a break and without a gap in the readings'),
      consecutive: z.number().int().positive().describe('How many checks of each must have failed in a row'),
    })
    .optional()
    .describe('What counts as down. Left out: more than half of the monitors, two checks in a row'),
})
export type Outside = z.infer<typeof Outside>

export const Tier = z.strictObject({
  id: Name,
  strategy: z.string().min(1),
  objectives: Objectives,
  downtime: Rate.optional().describe('What an outage of the tier costs'),
  outside: Outside.optional(),
})
export type Tier = z.infer<typeof Tier>

export const Service = z.strictObject({
  id: Name,
  title: z.string().min(1),
  plainName: z.string().min(1).describe('What the sponsor reads: Checkout'),
  tier: Name,
})
export type Service = z.infer<typeof Service>

export const Link = z.strictObject({
  id: Name,
  title: z.string().min(1),
  store: z.string().min(1),
  mechanism: z.string().min(1),
  from: Name,
  to: Name,
  /** Only a synchronous link can promise an RPO of 0 in an unplanned failover. */
  replication: z.enum(['synchronous', 'asynchronous']),
  tiers: z.array(Name).min(1),
  lag: z.string().optional().describe('reading.field, in milliseconds'),
  promotionBoundary: Name,
})
export type Link = z.infer<typeof Link>

export const DisasterClass = z.strictObject({
  id: z.enum(['az-failure', 'region-failure', 'data-corruption', 'security-incident']),
  title: z.string().min(1),
  scope: z.string().min(1),
  response: z.string().min(1),
  rto: z.string().min(1),
  runbook: z
    .union([Name, z.array(Name).min(1)])
    .nullable()
    .describe('What answers it; a list where each leads out of another region: the one that serves decides'),
  /** Facts that contradict the class: when one is measured true the class is refused, with `reason`. */
  refusedWhen: z.array(z.strictObject({ when: Predicate, reason: z.string().min(1) })).default([]),
})
export type DisasterClass = z.infer<typeof DisasterClass>

export const Duty = z.strictObject({
  id: Name,
  title: z.string().min(1),
  /** The role an account needs to hold the duty. */
  role: z.enum(['commander', 'approver', 'responder', 'sponsor']),
})
export type Duty = z.infer<typeof Duty>

/** A system the plan acts on or reads; an environment binds it to an endpoint, an account and credentials. */
export const System = z.strictObject({ id: Name, kind: z.string().min(1), region: Name.nullable().default(null) })
export type System = z.infer<typeof System>

/** A reading: one question to one system, its fields typed by the kind. */
export const Reading = z.strictObject({
  id: Name,
  title: z.string().min(1),
  kind: z.string().min(1),
  system: Name,
  with: Parameters,
  every: Duration.describe('How often it is taken while it matters'),
  maxAge: Duration.describe('Older than this it is UNKNOWN'),
})
export type Reading = z.infer<typeof Reading>

export const Plan = z.strictObject({
  schema: z.literal('breakwater.plan/1'),
  key: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
  title: z.string().min(1),
  description: z.string().min(1),
  owner: z.string().min(1),
  review: z.strictObject({ every: Duration, due: z.iso.date() }),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'),
  regions: z.array(Region).min(2),
  tiers: z.array(Tier).min(1),
  services: z.array(Service).min(1),
  links: z.array(Link).min(1),
  serving: z.array(ServingRule).optional(),
  disasterClasses: z.array(DisasterClass).min(1),
  duties: z.array(Duty).min(1),
  systems: z.array(System).min(1),
  readings: z.array(Reading).min(1),
  runbooks: z.array(Runbook).min(1),
})
export type Plan = z.infer<typeof Plan>
