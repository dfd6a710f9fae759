import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Lab, LabReply, LabRequest, LabSystem } from '../../core/contract'
import { parseObject } from '../http/read-fields'
import { fingerprint, initialAlertmanagerState, type AlertmanagerState, type KnownAlert } from './alertmanager-state'
import { createNotifier } from './notifier'

const ReceiverInput = z.object({
  name: z.string().min(1).max(80).default('breakwater'),
  url: z.url({ protocol: /^https?$/ }),
  token: z.string().min(1).optional(),
})

/** Milliseconds at scale 1 between two evaluations of the alert rule. */
const evaluationInterval = 1000

/**
 * Alertmanager on listener `alertmanager`: watches checkout and notifies webhook receivers with the secret in
 * `secrets/alertmanager-webhook-token`. `POST /receivers {url, name?, token?}` adds one or replaces the one of that name.
 */
export function createAlertmanagerSystem(lab: Lab): LabSystem {
  let state = initialAlertmanagerState(lab.clock.now())
  const notifier = createNotifier(lab, () => state)
  const timer = setInterval(() => notifier.evaluate(), Math.max(50, lab.clock.scaled(evaluationInterval)))
  return {
    listeners: [
      {
        name: 'alertmanager',
        system: 'alertmanager',
        region: null,
        management: false,
        operation: (request) => `${request.method} ${request.path}`,
        handle: async (request) => answer(lab, state, request),
      },
    ],
    snapshot: () => state,
    restore: (snapshot) => {
      state = { ...state, ...(snapshot as Partial<AlertmanagerState>) }
    },
    restoreConfiguration: (snapshot) => {
      const { webhookToken, receivers } = snapshot as AlertmanagerState
      state = { ...state, webhookToken, receivers }
    },
    environment: () => ({ files: { 'secrets/alertmanager-webhook-token': state.webhookToken }, variables: {} }),
    close: async () => {
      clearInterval(timer)
      notifier.close()
    },
  }
}

function answer(lab: Lab, state: AlertmanagerState, request: LabRequest): LabReply {
  switch (`${request.method} ${request.path}`) {
    case 'GET /api/v2/alerts':
      return { status: 200, body: describeAlerts(state, lab.clock.now()) }
    case 'GET /receivers':
      return { status: 200, body: state.receivers.map(({ name, url }) => ({ name, url })) }
    case 'POST /receivers':
      return addReceiver(lab, state, request)
    case 'GET /-/healthy':
    case 'GET /-/ready':
      return { status: 200, body: 'OK' }
    default:
      return { status: 404, body: '404 page not found\n' }
  }
}

function addReceiver(lab: Lab, state: AlertmanagerState, request: LabRequest): LabReply {
  // A page in a browser must not be able to point the lab's alerts anywhere.
  if (request.headers.origin !== undefined) return { status: 403, body: { error: 'not from a browser' } }
  const parsed = ReceiverInput.safeParse(parseObject(request.body.toString('utf8')) ?? {})
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } }
  const { name, url, token = state.webhookToken } = parsed.data
  const before = state.receivers.find((receiver) => receiver.name === name)
  const same = before?.url === url && before.token === token
  state.receivers = [...state.receivers.filter((receiver) => receiver !== before), { name, url, token }]
  const at = lab.clock.now()
  const requestId = randomUUID()
  lab.effects.record({
    system: 'alertmanager',
    region: null,
    operation: 'POST /receivers',
    requestId,
    target: `${name} ${url}`,
    parameters: { name, url },
    outcome: same ? 'no-change' : 'accepted',
    fault: null,
    receivedAt: at,
    settledAt: at,
  })
  return { status: before ? 200 : 201, headers: { 'x-request-id': requestId }, body: { name, url } }
}

function describeAlerts({ alert, watchdog, receivers }: AlertmanagerState, now: number): object[] {
  return [alert, watchdog].flatMap((one) => (one === null || one.endsAt !== null ? [] : describe(one)))

  function describe(alert: KnownAlert): object {
    return {
      fingerprint: fingerprint(alert.labels),
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: new Date(alert.startsAt).toISOString(),
      endsAt: new Date(now + 240_000).toISOString(),
      updatedAt: new Date(now).toISOString(),
      receivers: receivers.map(({ name }) => ({ name })),
      status: { state: 'active', silencedBy: [], inhibitedBy: [] },
    }
  }
}
