import { randomUUID } from 'node:crypto'
import type { Lab, LabListener, LabReply, LabRequest } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { digestOf } from '../http/digest-of'
import { parseObject } from '../http/read-fields'
import { recordAccepted, recordSettled, type Attempt } from '../http/record-effect'
import { sameSecret } from '../http/same-secret'
import { errorReply, PagerdutyError } from './pagerduty-error'
import type { PagerdutyState } from './pagerduty-state'
import {
  addNote,
  createIncident,
  getIncident,
  listIncidents,
  listNotes,
  updateIncident,
  type RestResult,
} from './rest-routes'

/** REST API v2 on listener `pagerduty.rest`: incidents and their notes. */
export function createRestListener(lab: Lab, state: () => PagerdutyState): LabListener {
  const refused = (request: LabRequest, error: PagerdutyError): LabReply => {
    const requestId = randomUUID()
    if (request.method !== 'GET') {
      recordSettled(lab, attemptOf(request, requestId), 'refused', `${error.status} ${error.message}`)
    }
    return withRequestId(errorReply(error), requestId)
  }
  return {
    name: 'pagerduty.rest',
    system: 'pagerduty',
    region: null,
    management: false,
    operation: operationOf,
    handle: async (request) => {
      try {
        return await answer(lab, state(), request)
      } catch (error) {
        if (error instanceof PagerdutyError) return refused(request, error)
        throw error
      }
    },
    refuse: (request, kind) => {
      if (kind === 'deny') return refused(request, new PagerdutyError(403, 2010, 'Access Denied'))
      const reply = refused(request, new PagerdutyError(429, 2020, 'Rate Limit Exceeded'))
      return { ...reply, headers: { ...reply.headers, 'retry-after': '1', 'ratelimit-reset': '1' } }
    },
  }
}

async function answer(lab: Lab, state: PagerdutyState, request: LabRequest): Promise<LabReply> {
  authenticate(state, request)
  const requestId = randomUUID()
  const result = perform(state, request, new Date(lab.clock.now()).toISOString())
  if (request.method !== 'GET') {
    const attempt = attemptOf(request, requestId)
    if (result.changed) await recordAccepted(lab, attempt, serviceTime(lab.config, 'pagerduty'))
    else recordSettled(lab, attempt, 'no-change')
  }
  return withRequestId({ status: result.status, body: result.body }, requestId)
}

function perform(state: PagerdutyState, request: LabRequest, at: string): RestResult {
  const [root, id, sub] = request.path.split('/').filter(Boolean)
  if (root === 'incidents') {
    const route = `${request.method} ${id === undefined ? '' : 'one'}${sub === undefined ? '' : `/${sub}`}`
    switch (route) {
      case 'GET ':
        return listIncidents(state, request.query)
      case 'GET one':
        return getIncident(state, id ?? '')
      case 'GET one/notes':
        return listNotes(state, id ?? '')
      case 'POST ':
        return createIncident(state, request, requester(request), at)
      case 'PUT one':
        return updateIncident(state, id ?? '', request, requester(request), at)
      case 'POST one/notes':
        return addNote(state, id ?? '', request, requester(request), at)
    }
  }
  throw new PagerdutyError(404, 2100, 'Not Found')
}

function authenticate(state: PagerdutyState, request: LabRequest): void {
  const [, token] = /^Token token=(\S+)$/.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined || !sameSecret(state.apiToken, token)) throw new PagerdutyError(401, 2006, 'Unauthorized')
}

/** Account tokens act for nobody, so the person is named in the From header. */
function requester(request: LabRequest): string {
  const from = request.headers.from ?? ''
  if (!/^[^@\s]+@[^@\s]+$/.test(from)) throw new PagerdutyError(400, 1008, 'Requester User Not Found')
  return from
}

function operationOf(request: LabRequest): string {
  const [root = '', id, sub] = request.path.split('/').filter(Boolean)
  return `${request.method} /${root}${id === undefined ? '' : '/{id}'}${sub === undefined ? '' : `/${sub}`}`
}

function attemptOf(request: LabRequest, requestId: string): Attempt {
  const parameters = parseObject(request.body.toString('utf8')) ?? {}
  const [, id] = request.path.split('/').filter(Boolean)
  const target = [id, digestOf(parameters)].filter((part) => part !== undefined).join(' ')
  const from = request.headers.from
  return {
    system: 'pagerduty',
    operation: operationOf(request),
    requestId,
    target,
    parameters: from === undefined ? parameters : { ...parameters, from },
  }
}

function withRequestId(reply: LabReply, requestId: string): LabReply {
  return { ...reply, headers: { ...reply.headers, 'x-request-id': requestId } }
}
