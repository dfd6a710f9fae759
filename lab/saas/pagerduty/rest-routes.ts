import type { LabRequest } from '../../core/contract'
import { isFields, parseObject, textOf, type Fields } from '../http/read-fields'
import { PagerdutyError } from './pagerduty-error'
import {
  changeStatus,
  describeIncident,
  newId,
  openIncident,
  userReference,
  type PagerdutyIncident,
  type PagerdutyState,
} from './pagerduty-state'

export interface RestResult {
  status: number
  body: object
  /** False where what was asked for was so already. */
  changed: boolean
}

const statuses = ['triggered', 'acknowledged', 'resolved'] as const

export function listIncidents(state: PagerdutyState, query: URLSearchParams): RestResult {
  const key = query.get('incident_key')
  const wanted = query.getAll('statuses[]')
  const limit = Math.min(Number(query.get('limit') ?? 25) || 25, 100)
  const offset = Number(query.get('offset') ?? 0) || 0
  const matching = state.incidents.filter(
    (incident) =>
      (key === null || incident.incident_key === key) && (wanted.length === 0 || wanted.includes(incident.status)),
  )
  // Oldest first, as opened, unless asked otherwise.
  const sorted = query.get('sort_by') === 'created_at:desc' ? matching.toReversed() : matching
  const incidents = sorted.slice(offset, offset + limit).map(describeIncident)
  return ok({ incidents, limit, offset, total: null, more: offset + limit < matching.length })
}

export function getIncident(state: PagerdutyState, id: string): RestResult {
  return ok({ incident: describeIncident(incidentById(state, id)) })
}

export function createIncident(state: PagerdutyState, request: LabRequest, by: string, at: string): RestResult {
  const fields = member(request, 'incident')
  const title = textOf(fields.title)
  if (title === '') throw invalidInput(['Title cannot be empty.'])
  const key = textOf(fields.incident_key) || newId('K')
  const open = state.incidents.some((incident) => incident.incident_key === key && incident.status !== 'resolved')
  if (open) throw invalidInput(['Incident with the same incident key is already open.'], 2002)
  const urgency = fields.urgency === 'low' ? 'low' : 'high'
  const assignees = assigneesOf(fields)
  const incident = openIncident(state, { key, title, urgency, by, details: fields.body ?? null }, at)
  incident.assignees = assignees
  return { status: 201, body: { incident: describeIncident(incident) }, changed: true }
}

function assigneesOf({ assignments = [] }: Fields): string[] {
  const wrong = () => invalidInput(['Assignments are invalid'])
  if (!Array.isArray(assignments)) throw wrong()
  return (assignments as unknown[]).map((one) => {
    const assignee = isFields(one) && isFields(one.assignee) ? one.assignee : {}
    const id = textOf(assignee.id)
    if (!/^[A-Z0-9]{4,20}$/.test(id) || assignee.type !== 'user_reference') throw wrong()
    return id
  })
}

export function updateIncident(
  state: PagerdutyState,
  id: string,
  request: LabRequest,
  by: string,
  at: string,
): RestResult {
  const incident = incidentById(state, id)
  const fields = member(request, 'incident')
  const status = statuses.find((known) => known === fields.status)
  if (fields.status !== undefined && (!status || status === 'triggered')) throw invalidInput(['Status is invalid'])
  const title = textOf(fields.title) || incident.title
  if (incident.status === 'resolved' && (status === 'acknowledged' || title !== incident.title)) {
    throw invalidInput(['Incident Already Resolved'])
  }
  const retitled = title !== incident.title
  incident.title = title
  const moved = status !== undefined && changeStatus(incident, status, by, at)
  return { ...ok({ incident: describeIncident(incident) }), changed: moved || retitled }
}

export function addNote(state: PagerdutyState, id: string, request: LabRequest, by: string, at: string): RestResult {
  const incident = incidentById(state, id)
  const content = textOf(member(request, 'note').content)
  if (content === '') throw invalidInput(['Note content cannot be empty.'])
  const note = { id: newId('P'), content, user: by, created_at: at }
  incident.notes.push(note)
  return { status: 200, body: { note: { ...note, user: userReference(by) } }, changed: true }
}

export function listNotes(state: PagerdutyState, id: string): RestResult {
  const notes = incidentById(state, id).notes.map((note) => ({ ...note, user: userReference(note.user) }))
  return ok({ notes })
}

function incidentById(state: PagerdutyState, id: string): PagerdutyIncident {
  const found = state.incidents.find((incident) => incident.id === id)
  if (!found) throw new PagerdutyError(404, 2100, 'Not Found')
  return found
}

function member(request: LabRequest, name: string): Fields {
  const value = parseObject(request.body.toString('utf8'))?.[name]
  if (!isFields(value)) throw invalidInput([`${name} is required`])
  return value
}

function invalidInput(errors: string[], code = 2001): PagerdutyError {
  return new PagerdutyError(400, code, 'Invalid Input Provided', errors)
}

function ok(body: object): RestResult {
  return { status: 200, body, changed: false }
}
