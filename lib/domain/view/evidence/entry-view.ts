import { hashHolds } from '../../journal/chain'
import type { JournalEntry } from '../../journal/entry'
import type { WayBack } from '../../plan/schema/runbook'
import type { RecordedEvent } from '../../run/events/event'
import type { IncidentState } from '../../run/state'
import { shortName } from '../names'
import type { Person } from '../incident-input'
import { readEntry } from './evidence-input'
import type { EvidenceScene } from './evidence-view'
import { chainJudged } from './chain-view'
import { evidenceWords, runbooksOf, stepOfPlan } from './evidence-words'
import { payloadFields, type EntryField } from './payload-fields'
import { timelineRow, type TimelineRow } from './timeline'

/** One entry in full: what it says, what stands behind it, and the stored bytes its hash was made of. */
export interface EntryView {
  row: TimelineRow
  wayBack: WayBack | null
  fields: EntryField[]
  stored: Pick<JournalEntry, 'actor' | 'payload' | 'previousHash' | 'hash' | 'algorithm' | 'version' | 'stream'>
  /** The hash was made again from the stored bytes, and is this one. */
  hashHolds: boolean
  /** Another entry stood here when the chain was checked. */
  changed: boolean
  unreadable: string | null
}

/** Of one entry; while the record is still read, what other entries say of it is left out. */
export function buildEntryView(scene: Omit<EvidenceScene, 'listed' | 'pages'>, entry: JournalEntry): EntryView {
  const { plan, persons, record, chain } = scene
  const state = chainJudged(chain) ? record.state() : null
  const runbooks = runbooksOf(plan, record.started)
  const read = readEntry(entry)
  const row = timelineRow(read, evidenceWords(plan, persons, runbooks), persons, state?.impact?.at ?? null)
  const { actor, payload, previousHash, hash, algorithm, version, stream } = entry
  const of = read.event === null ? null : stepOf(read.event)
  return {
    row,
    wayBack: of === null ? null : (stepOfPlan(runbooks, of.runId, of.step)?.wayBack ?? null),
    fields: [
      ...actorFields(read.actor, persons),
      ...(read.event === null || state === null ? [] : behind(read.event, state, persons)),
      ...(read.event === null ? [] : payloadFields(read.event.payload, (id) => persons[id]?.name ?? null)),
    ],
    stored: { actor, payload, previousHash, hash, algorithm, version, stream },
    hashHolds: hashHolds(entry),
    changed: record.firstChanged([entry], entry.sequence, entry.sequence) !== null,
    unreadable: read.unreadable,
  }
}

function actorFields(actor: RecordedEvent['actor'] | null, persons: Readonly<Record<string, Person>>): EntryField[] {
  if (actor === null) return []
  switch (actor.kind) {
    case 'person': {
      const name = persons[actor.person]?.name
      return [
        { name: 'actor', value: name === undefined ? actor.person : `${name} (${actor.person})`, mono: false },
        { name: 'account', value: actor.account, mono: true },
      ]
    }
    case 'worker':
      return [{ name: 'actor', value: `worker ${actor.worker}, fencing token ${actor.token}`, mono: false }]
    case 'alert-source':
      return [{ name: 'actor', value: `alert source ${actor.source}`, mono: false }]
    case 'console':
      return [{ name: 'actor', value: `the console, ${actor.part}`, mono: false }]
  }
}

function stepOf({ payload }: RecordedEvent): { runId: string; step: string } | null {
  return 'step' in payload && 'runId' in payload ? { runId: payload.runId, step: payload.step } : null
}

/** What other entries say about this one: the command as it was intended, and the approvals it rested on. */
function behind(event: RecordedEvent, state: IncidentState, persons: Readonly<Record<string, Person>>): EntryField[] {
  const of = stepOf(event)
  if (of === null) return []
  const { payload, sequence } = event
  const fields: EntryField[] = []
  const run = state.runs.find(({ id }) => id === of.runId)
  const attempt = 'attempt' in payload ? run?.steps[of.step]?.attempts[payload.attempt - 1] : undefined
  if (attempt !== undefined && 'command' in payload) {
    const command = attempt.commands.find(({ index }) => index === payload.command)
    if (command !== undefined)
      fields.push(
        { name: 'command text', value: command.text, mono: true },
        { name: 'intended in', value: `#${attempt.intended.sequence}`, mono: false },
      )
  }
  // What it rested on stood when it was intended: not what was void by then, nor what was asked later.
  const then = attempt?.intended.sequence ?? sequence
  const request = Object.values(state.requests).findLast(
    ({ runId, content, requested, ended }) =>
      runId === of.runId &&
      (content.undo === true) === (attempt?.kind === 'undo') &&
      content.steps.some(({ step }) => step === of.step) &&
      requested.sequence < then &&
      (ended === null || ended.sequence > then),
  )
  const approvals = (request?.answers ?? [])
    .filter(({ answer, sequence: answered }) => answer === 'approved' && answered < then)
    .map((answer) => `#${answer.sequence} ${shortName(persons, answer.person)}`)
  if (approvals.length > 0) fields.push({ name: 'approvals', value: approvals.join(', '), mono: false })
  return fields
}
