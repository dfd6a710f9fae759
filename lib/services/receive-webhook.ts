import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '@/lib/db/client'
import { loadEnvironment } from '@/lib/db/load-plan'
import { DomainError } from '@/lib/domain/errors'
import { withoutControls } from '@/lib/domain/controls'
import { wellFormed } from '@/lib/domain/well-formed'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import { MissingSecret, type SecretReader } from '@/lib/secrets'
import { noteAlertsRefused, noteAlertsTaken } from './note-alert-source'
import { receiveAlert } from './receive-alert'

const Text = z.string().overwrite(wellFormed)
/** What is longer is cut, not refused: Alertmanager never sends a refused webhook again. */
const cutTo = (length: number) => Text.overwrite((text) => wellFormed(withoutControls(text).slice(0, length)))
/** More would not fit into an entry of the journal, and the alert could never be recorded. */
const [mostLabels, mostLabelBytes] = [50, 16_384]

function firstLabels(labels: Record<string, string>): Record<string, string> {
  let bytes = 0
  // The name is what an alert is known by, wherever it stands among them.
  const inOrder = Object.entries(labels).sort(([a], [b]) => Number(b === 'alertname') - Number(a === 'alertname'))
  const kept = inOrder.slice(0, mostLabels).filter((label) => {
    bytes += Buffer.byteLength(JSON.stringify(label))
    return bytes <= mostLabelBytes
  })
  return Object.fromEntries(kept)
}

/** How many alerts of one group are taken, those that fire first: one is enough to propose, a dead region fires hundreds. */
const most = 100

/** Alertmanager's webhook, version 4: only what is used is read; whatever else it sends is left where it is. */
const Webhook = z.object({
  version: z.literal('4'),
  receiver: cutTo(200),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: z.record(cutTo(200), cutTo(500)).overwrite(firstLabels),
        annotations: z.record(z.string(), cutTo(500)).default({}),
        startsAt: z.iso.datetime({ offset: true }),
        fingerprint: Text.min(1).max(64),
      }),
    )
    .transform((alerts) =>
      [...alerts].sort((a, b) => Number(b.status === 'firing') - Number(a.status === 'firing')).slice(0, most),
    ),
})

export interface ReceivedWebhook {
  planKey: string
  environment: string
  /** The Authorization header as it came. */
  authorization: string | null
  /** Read only once the sender has proven itself. */
  body: () => Promise<unknown>
}

/**
 * Takes Alertmanager's webhook for one environment. The sender proves itself by the bearer token the environment
 * refers to; without one configured nothing is accepted. Resending is harmless. What is refused is kept beside what
 * was heard, since nobody reads the sender's log. Throws DomainError.
 */
export async function receiveWebhook(
  database: Database,
  webhook: ReceivedWebhook,
  secret: SecretReader,
): Promise<string[]> {
  const { planKey, environment: name } = webhook
  const environment = await boundEnvironment(database, planKey, name)
  if (environment === null) {
    await noteAlertsRefused(database, null, 'no such plan and environment')
    // The same answer as for a wrong token: who has none learns of no plan.
    throw unproven()
  }
  try {
    const { incidents, heartbeat } = await take(database, environment, webhook, secret)
    await noteAlertsTaken(database, { planKey, environment: name }, heartbeat)
    return incidents
  } catch (error) {
    const because = error instanceof DomainError ? error.refusal.message : null
    const missing = error instanceof MissingSecret ? error.message : null
    if (because !== null || missing !== null)
      await noteAlertsRefused(database, { planKey, environment: name }, because ?? missing ?? '')
    throw error
  }
}

async function take(
  database: Database,
  { alerts }: Environment,
  { planKey, environment, authorization, body }: ReceivedWebhook,
  secret: SecretReader,
): Promise<{ incidents: string[]; heartbeat: boolean }> {
  await requireToken(alerts?.token ?? null, authorization, secret)
  const message = await body()
  const parsed = Webhook.safeParse(message)
  if (!parsed.success) throw new DomainError({ code: 'bad-input', message: notThisWebhook(message, parsed.error) })
  const incidents = new Set<string>()
  let heartbeat = false
  for (const alert of parsed.data.alerts) {
    const name = alert.labels['alertname'] ?? 'alert'
    if (name === alerts?.heartbeat?.alert) {
      heartbeat ||= alert.status === 'firing'
      continue
    }
    const incident = await receiveAlert(database, {
      planKey,
      environment,
      source: `alertmanager ${parsed.data.receiver}`,
      name,
      title: wellFormed((alert.annotations['summary'] ?? name).slice(0, 200)),
      fingerprint: alert.fingerprint,
      status: alert.status,
      startsAt: new Date(alert.startsAt).toISOString(),
      labels: alert.labels,
    })
    if (incident !== null) incidents.add(incident)
  }
  return { incidents: [...incidents], heartbeat }
}

/** What was found and what was looked for, so that the sender's configuration can be mended from the words alone. */
function notThisWebhook(message: unknown, error: z.ZodError): string {
  const wanted = 'This is not an Alertmanager webhook, version 4'
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return `${wanted}: no JSON object.`
  const { version, orgId } = message as Record<string, unknown>
  if (version !== '4') {
    const found = version === undefined ? 'no version' : `version ${JSON.stringify(version).slice(0, 40)}`
    const grafana =
      orgId === undefined ? '' : " It looks like Grafana's: send by an Alertmanager contact point instead."
    return `${wanted}: found ${found}.${grafana}`
  }
  const [issue] = error.issues
  return `${wanted}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}.`
}

async function boundEnvironment(database: Database, planKey: string, name: string): Promise<Environment | null> {
  const head = await database.environmentHead.findUnique({ where: { planKey_name: { planKey, name } } })
  return head === null ? null : loadEnvironment(database, head.hash)
}

async function requireToken(
  reference: string | null,
  authorization: string | null,
  secret: SecretReader,
): Promise<void> {
  if (reference === null) throw unproven()
  const expected = await secret(reference)
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  // An empty secret proves nothing: a request without a token would match it.
  if (expected === '' || given === '') throw unproven()
  if (!timingSafeEqual(digest(given), digest(expected))) throw unproven()
}

function unproven(): DomainError {
  return new DomainError({ code: 'forbidden', message: 'The alert does not prove where it comes from.' })
}
