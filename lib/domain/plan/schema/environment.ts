import { z } from 'zod'
import { Address } from './address'
import { Contacts } from './notice'
import { Duration, Name } from './primitives'

/** A secret is never in the file: `file:NAME` in the secrets directory, or `env:BREAKWATER_SECRET_NAME` of the process. */
export const SecretReference = z
  .string()
  .regex(/^(file|env):[\w./-]+$/, 'a secret is a reference: file:NAME or env:BREAKWATER_SECRET_NAME')

const AwsCredentials = z.strictObject({
  accessKeyId: SecretReference,
  secretAccessKey: SecretReference,
  sessionToken: SecretReference.optional(),
  /** The role assumed for this system's calls, least privilege. */
  role: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'a role ARN')
    .optional(),
  /** What the role's trust policy asks for besides; it is no secret. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id: letters, digits and + = , . @ : / -')
    .optional(),
  /** Where AssumeRole is asked; a regional endpoint outside the failing region. */
  sts: z.strictObject({ endpoint: Address.optional(), region: z.string().min(1) }).optional(),
})

const Aws = z.strictObject({
  kind: z.enum(['aws.rds', 'aws.cloudwatch']),
  region: z.string().min(1),
  account: z.string().regex(/^\d{12}$/, 'twelve digits'),
  /** Left out on real AWS: the SDK's own regional endpoint. */
  endpoint: Address.optional(),
  credentials: AwsCredentials,
})

const Arc = z.strictObject({
  kind: z.literal('aws.arc'),
  account: z.string().regex(/^\d{12}$/, 'twelve digits'),
  endpoints: z.array(z.strictObject({ region: z.string().min(1), url: Address })).min(1),
  credentials: AwsCredentials,
})

const Kubernetes = z.strictObject({
  kind: z.literal('kubernetes'),
  cluster: z.string().min(1).describe('The context name shown in commands'),
  region: z.string().min(1),
  server: Address,
  token: SecretReference,
  certificateAuthority: SecretReference.optional(),
})

const Token = { token: SecretReference }
const Slack = z.strictObject({
  kind: z.literal('slack'),
  endpoint: Address.optional(),
  /** Spares looking through all channels of a large workspace. */
  channels: z
    .record(z.string().min(1), z.string().regex(/^[CG][A-Z0-9]{2,20}$/, 'the id of a channel'))
    .optional()
    .describe('The ids of channels, by name without #'),
  ...Token,
})
const Statuspage = z.strictObject({
  kind: z.literal('statuspage'),
  endpoint: Address.default('https://api.statuspage.io'),
  page: z.string().min(1),
  ...Token,
})
const PagerDuty = z.strictObject({
  kind: z.literal('pagerduty'),
  endpoint: Address.default('https://api.pagerduty.com'),
  from: z.email(),
  /** Needed where a plan pages people: a page to one person is an incident of this service. */
  service: z
    .string()
    .regex(/^[A-Z0-9]{4,20}$/, 'the id of a PagerDuty service')
    .optional(),
  ...Token,
})
const Prometheus = z.strictObject({
  kind: z.literal('prometheus'),
  endpoint: Address,
  token: SecretReference.optional(),
})
/** A plain HTTP service of the system itself: a store's heartbeat, a checkout, a witness, a monitor. */
const Http = z.strictObject({
  kind: z.literal('http'),
  endpoint: Address,
  region: z.string().min(1).nullable().default(null),
  token: SecretReference.optional(),
})
/** The console's own work: recording, scheduling. It needs no endpoint. */
const Console = z.strictObject({ kind: z.literal('console') })

export const Binding = z.discriminatedUnion('kind', [
  Aws,
  Arc,
  Kubernetes,
  Slack,
  Statuspage,
  PagerDuty,
  Prometheus,
  Http,
  Console,
])
export type Binding = z.infer<typeof Binding>

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
