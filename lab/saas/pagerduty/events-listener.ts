import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Lab, LabListener, LabReply, LabRequest } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { parseObject } from '../http/read-fields'
import { recordAccepted, recordSettled, type Attempt } from '../http/record-effect'
import { sameSecret } from '../http/same-secret'
import { changeStatus, openIncident, type PagerdutyState } from './pagerduty-state'

const Event = z.object({
  routing_key: z.string().length(32),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().min(1).max(255).optional(),
  payload: z
    .object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      custom_details: z.unknown().optional(),
    })
    .optional(),
})
type Event = z.infer<typeof Event>

/** Events API v2 on listener `pagerduty.events`: POST /v2/enqueue, answered 202. */
export function createEventsListener(lab: Lab, state: () => PagerdutyState): LabListener {
  const reject = (request: LabRequest, errors: string[]): LabReply => {
    const requestId = randomUUID()
    recordSettled(lab, attemptOf(request, requestId), 'refused', `400 ${errors.join('; ')}`)
    return reply(400, { status: 'invalid event', message: 'Event object is invalid', errors }, requestId)
  }
  return {
    name: 'pagerduty.events',
    system: 'pagerduty',
    region: null,
    management: false,
    operation: (request) => `${request.method} ${request.path}`,
    handle: async (request) => {
      if (request.path !== '/v2/enqueue' || request.method !== 'POST') return reply(404, {}, randomUUID())
      const read = readEvent(request)
      if ('errors' in read) return reject(request, read.errors)
      if (!sameSecret(state().routingKey, read.event.routing_key)) return reject(request, ['Invalid routing key'])
      return enqueue(lab, state(), request, read.event)
    },
    refuse: (request, kind) => {
      const requestId = randomUUID()
      recordSettled(lab, attemptOf(request, requestId), 'refused', kind === 'throttle' ? '429' : '403')
      if (kind === 'deny') return reply(403, { status: 'forbidden', message: 'Access denied' }, requestId)
      const body = { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly' }
      return reply(429, body, requestId, { 'retry-after': '1' })
    },
  }
}

async function enqueue(lab: Lab, state: PagerdutyState, request: LabRequest, event: Event): Promise<LabReply> {
  const requestId = randomUUID()
  const key = event.dedup_key ?? randomUUID().replaceAll('-', '')
  const changed = apply(state, event, key, new Date(lab.clock.now()).toISOString())
  const attempt = { ...attemptOf(request, requestId), target: `${event.event_action} ${key}` }
  if (changed) await recordAccepted(lab, attempt, serviceTime(lab.config, 'pagerduty'))
  else recordSettled(lab, attempt, 'no-change')
  return reply(202, { status: 'success', message: 'Event processed', dedup_key: key }, requestId)
}

/**
 * An open incident with the key takes further triggers as alerts; after its resolution the same key opens a new one.
 * An acknowledge or resolve that finds no open incident is dropped, and still answered 202.
 */
function apply(state: PagerdutyState, event: Event, key: string, at: string): boolean {
  const open = state.incidents.find((incident) => incident.incident_key === key && incident.status !== 'resolved')
  if (event.event_action === 'trigger') {
    if (open) {
      open.alerts += 1
      return false
    }
    const { summary = '', severity = 'critical' } = event.payload ?? {}
    const urgency = severity === 'critical' || severity === 'error' ? 'high' : 'low'
    openIncident(state, { key, title: summary, urgency, by: 'events@v2', details: event.payload }, at)
    return true
  }
  const status = event.event_action === 'acknowledge' ? 'acknowledged' : 'resolved'
  return open !== undefined && changeStatus(open, status, 'events@v2', at)
}

function readEvent(request: LabRequest): { event: Event } | { errors: string[] } {
  const body = parseObject(request.body.toString('utf8'))
  if (!body) return { errors: ['Invalid JSON'] }
  const parsed = Event.safeParse(body)
  if (!parsed.success) {
    return { errors: parsed.error.issues.map((issue) => `'${issue.path.join('.')}' is invalid: ${issue.message}`) }
  }
  if (parsed.data.event_action === 'trigger' && !parsed.data.payload)
    return { errors: ["'payload' is missing or blank"] }
  if (parsed.data.event_action !== 'trigger' && !parsed.data.dedup_key) return { errors: ["'dedup_key' is missing"] }
  return { event: parsed.data }
}

function attemptOf(request: LabRequest, requestId: string): Attempt {
  const { routing_key: _secret, ...parameters } = parseObject(request.body.toString('utf8')) ?? {}
  const target = [parameters.event_action, parameters.dedup_key].filter((part) => typeof part === 'string').join(' ')
  return { system: 'pagerduty', operation: 'POST /v2/enqueue', requestId, target, parameters }
}

function reply(status: number, body: object, requestId: string, headers: Record<string, string> = {}): LabReply {
  return { status, headers: { ...headers, 'x-request-id': requestId }, body }
}
