import { timingSafeEqual, createHash } from 'node:crypto'
import { z } from 'zod'
import { DomainError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { createSecretReader } from '@/lib/secrets'
import { alertTarget } from '@/lib/services/alert-target'
import { receiveAlert } from '@/lib/services/receive-alert'
import { errorResponse } from './refusal-response'
import { readJson } from './same-origin'

/** Alertmanager's webhook, version 4: only what is used is read; whatever else it sends is left where it is. */
const Webhook = z.object({
  version: z.literal('4'),
  receiver: z.string().max(200),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: z.record(z.string().max(200), z.string().max(500)),
        annotations: z.record(z.string(), z.string()).default({}),
        startsAt: z.iso.datetime({ offset: true }),
        fingerprint: z.string().min(1).max(64),
      }),
    )
    .max(100),
})

/**
 * POST /api/alerts/PLAN/ENVIRONMENT. The sender proves itself by the bearer token the environment refers to; without
 * one configured nothing is accepted. Resending is harmless.
 */
export async function handleAlerts(request: Request, planKey: string, environment: string): Promise<Response> {
  try {
    const target = await alertTarget(planKey, environment)
    await requireToken(request, target.token)
    const parsed = Webhook.safeParse(await readJson(request))
    if (!parsed.success)
      throw new DomainError({ code: 'bad-input', message: 'This is not an Alertmanager webhook, version 4.' })
    const incidents = new Set<string>()
    for (const alert of parsed.data.alerts) {
      const name = alert.labels['alertname'] ?? 'alert'
      const incident = await receiveAlert(target.database, {
        planKey,
        environment,
        source: `alertmanager ${parsed.data.receiver}`,
        name,
        title: (alert.annotations['summary'] ?? name).slice(0, 200),
        fingerprint: alert.fingerprint,
        status: alert.status,
        startsAt: new Date(alert.startsAt).toISOString(),
        labels: alert.labels,
      })
      if (incident !== null) incidents.add(incident)
    }
    return Response.json({ incidents: [...incidents] }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error)
  }
}

async function requireToken(request: Request, reference: string | null): Promise<void> {
  const forged = new DomainError({ code: 'forbidden', message: 'The alert does not prove where it comes from.' })
  if (reference === null) throw forged
  const expected = await createSecretReader(env().secretsDirectory, process.env)(reference)
  const given = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(expected))) throw forged
}
