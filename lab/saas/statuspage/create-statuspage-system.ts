import { randomUUID } from 'node:crypto'
import type { Lab, LabReply, LabRequest, LabSystem } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { digestOf } from '../http/digest-of'
import { parseObject } from '../http/read-fields'
import { recordAccepted, recordSettled, type Attempt } from '../http/record-effect'
import { sameSecret } from '../http/same-secret'
import { createRateLimit } from './rate-limit'
import { StatuspageError } from './statuspage-error'
import {
  describeIncident,
  initialStatuspageState,
  pageId,
  type StatusIncident,
  type StatuspageState,
} from './statuspage-state'
import { createIncident, readIncidentFields, updateIncident } from './write-incident'

interface Result {
  status: number
  body: object
  /** The incident written, if any. */
  written?: { id: string; changed: boolean }
}

/** Statuspage on listener `statuspage`, page `orderflow0page`: components and incidents, one request a second. */
export function createStatuspageSystem(lab: Lab): LabSystem {
  let state = initialStatuspageState(lab.clock.now())
  const fits = createRateLimit(lab.clock.scaled(60_000))
  const refused = (request: LabRequest, error: StatuspageError): LabReply => {
    const requestId = randomUUID()
    if (request.method !== 'GET') {
      recordSettled(lab, attemptOf(request, requestId), 'refused', `${error.status} ${error.message}`)
    }
    const retry: Record<string, string> = error.status === 420 ? { 'retry-after': '1' } : {}
    return { status: error.status, headers: { ...retry, 'x-request-id': requestId }, body: { error: error.messages } }
  }
  const answer = async (request: LabRequest): Promise<LabReply> => {
    authenticate(state, request)
    if (!fits(lab.clock.now())) throw tooFast()
    const requestId = randomUUID()
    const { status, body, written } = perform(state, request, new Date(lab.clock.now()).toISOString())
    const attempt = attemptOf(request, requestId)
    if (written?.changed) await recordAccepted(lab, attempt, serviceTime(lab.config, 'statuspage'))
    else if (written) recordSettled(lab, attempt, 'no-change')
    return { status, headers: { 'x-request-id': requestId }, body }
  }
  return {
    listeners: [
      {
        name: 'statuspage',
        system: 'statuspage',
        region: null,
        management: false,
        operation: operationOf,
        handle: async (request) => {
          try {
            return await answer(request)
          } catch (error) {
            if (error instanceof StatuspageError) return refused(request, error)
            throw error
          }
        },
        refuse: (request, kind) =>
          refused(request, kind === 'throttle' ? tooFast() : new StatuspageError(403, ['Forbidden'])),
      },
    ],
    snapshot: () => state,
    restore: (snapshot) => {
      state = snapshot as StatuspageState
    },
    restoreConfiguration: (snapshot) => {
      state = { ...state, key: (snapshot as StatuspageState).key }
    },
    environment: () => ({
      files: { 'secrets/statuspage-key': state.key },
      variables: { STATUSPAGE_PAGE_ID: pageId },
    }),
  }
}

function perform(state: StatuspageState, request: LabRequest, at: string): Result {
  const { page, collection, id } = parsePath(request.path)
  if (page !== pageId) throw notFound()
  const route = `${request.method} ${collection}${id === undefined ? '' : '/id'}`
  const list = (incidents: StatusIncident[]): Result => ({
    status: 200,
    body: incidents.toReversed().map((incident) => describeIncident(state, incident)),
  })
  if (route === 'GET components') return { status: 200, body: state.components }
  if (route === 'GET incidents') {
    const size = Math.min(Number(request.query.get('limit') ?? 100), 100)
    const from = (Number(request.query.get('page') ?? 1) - 1) * size
    return list(
      state.incidents
        .toReversed()
        .slice(from, from + size)
        .toReversed(),
    )
  }
  if (route === 'GET incidents/id' && id === 'unresolved') {
    return list(state.incidents.filter(({ status }) => status !== 'resolved'))
  }
  if (route === 'POST incidents') {
    const incident = createIncident(state, readIncidentFields(request.body), at)
    return { status: 201, body: describeIncident(state, incident), written: { id: incident.id, changed: true } }
  }
  const incident = state.incidents.find((candidate) => candidate.id === id)
  if (!incident || collection !== 'incidents') throw notFound()
  if (request.method === 'GET') return { status: 200, body: describeIncident(state, incident) }
  if (request.method !== 'PATCH' && request.method !== 'PUT') throw notFound()
  const changed = updateIncident(state, incident, readIncidentFields(request.body), at)
  return { status: 200, body: describeIncident(state, incident), written: { id: incident.id, changed } }
}

function authenticate(state: StatuspageState, request: LabRequest): void {
  const [, key] = /^OAuth (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  if (key === undefined || !sameSecret(state.key, key)) throw new StatuspageError(401, ['Could not authenticate'])
}

function parsePath(path: string): { page: string; collection: string; id: string | undefined } {
  const [, page = '', collection = '', id] =
    /^\/v1\/pages\/([^/]+)\/([^/]+?)(?:\/([^/]+?))?(?:\.json)?\/?$/.exec(path) ?? []
  return { page, collection, id }
}

function operationOf(request: LabRequest): string {
  const { collection, id } = parsePath(request.path)
  return `${request.method} ${collection || request.path}${id === undefined || id === 'unresolved' ? '' : '/{id}'}`
}

function attemptOf(request: LabRequest, requestId: string): Attempt {
  const parameters = parseObject(request.body.toString('utf8')) ?? {}
  const target = `${parsePath(request.path).id ?? pageId} ${digestOf(parameters)}`
  return { system: 'statuspage', operation: operationOf(request), requestId, target, parameters }
}

function tooFast(): StatuspageError {
  return new StatuspageError(420, ['Too many requests: one request a second'])
}

function notFound(): StatuspageError {
  return new StatuspageError(404, ['Not found'])
}
