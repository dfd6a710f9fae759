import type { Actor } from '../../access/actor'
import { isEntryTime } from '../../journal/entry'
import { describeEvent } from '../../run/describe-event'
import type { EventKind, EventWords } from '../../run/describe/description'
import type { Person } from '../incident-input'
import { actorName } from '../names'
import type { ReadEntry } from './evidence-input'

export interface TimelineRow {
  sequence: number
  at: string
  /** Null while no impact is recorded. */
  fromImpactMilliseconds: number | null
  /** `unreadable`: the stored entry does not say what its type promises. */
  kind: EventKind | 'unreadable'
  who: string
  /** Who it is filtered by: a person, all workers, an alert source, the console. */
  whoGroup: string
  what: string
  restsOn: string
  tier: string | null
  step: string | null
  type: string
  hash: string
  key: boolean
  /** The red line stands above this row. */
  pointOfNoReturn: boolean
}

export function timelineRow(
  { entry, event, actor, unreadable }: ReadEntry,
  words: EventWords,
  persons: Readonly<Record<string, Person>>,
  impactAt: string | null,
): TimelineRow {
  const { sequence, at, type, hash } = entry
  const who =
    actor === null ? 'unreadable' : actor.kind === 'worker' ? workerName(actor.worker) : actorName(persons, actor)
  const base = {
    sequence,
    at,
    type,
    hash,
    who,
    whoGroup: actor === null ? who : groupOf(actor, who),
    fromImpactMilliseconds: impactAt === null || !isEntryTime(at) ? null : Date.parse(at) - Date.parse(impactAt),
    pointOfNoReturn: type === 'run.pointOfNoReturnCrossed',
  }
  if (event !== null) return { ...base, ...describeEvent(event, words) }
  const restsOn = unreadable?.split('\n')[0] ?? ''
  const what = `${type} cannot be read`
  return { ...base, kind: 'unreadable', what, restsOn, key: true, tier: null, step: null }
}

/** A worker's id carries machine and process; its last part tells workers apart, and the entry has the whole. */
function workerName(id: string): string {
  return `worker ${id.length > 8 ? (id.split('-').at(-1) ?? id) : id}`
}

function groupOf(actor: Actor, who: string): string {
  return actor.kind === 'worker' ? 'workers' : who
}
