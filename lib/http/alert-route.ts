import { alertDesk } from '@/lib/auth/asker'
import { receiveWebhook } from '@/lib/services/receive-webhook'
import { env } from '@/lib/env'
import { createSecretReader } from '@/lib/secrets'
import { errorResponse } from './refusal-response'
import { readJson } from './same-origin'

/** A region that fails fires hundreds of alerts in one group; a refused webhook is not sent again. */
const webhookLimit = 1024 * 1024

/** POST /api/alerts/PLAN/ENVIRONMENT: where Alertmanager sends its webhook, with the environment's bearer token. */
export async function handleAlerts(request: Request, planKey: string, environment: string): Promise<Response> {
  try {
    const webhook = {
      planKey,
      environment,
      authorization: request.headers.get('authorization'),
      body: () => readJson(request, webhookLimit),
    }
    const secret = createSecretReader(env().secretsDirectory, process.env)
    const incidents = await receiveWebhook(alertDesk(), webhook, secret)
    return Response.json({ incidents }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error)
  }
}
