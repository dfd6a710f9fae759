import type { Plan } from '../../plan/schema/plan'
import type { IncidentState } from '../../run/state'
import { recordedStatusWord } from '../incident-status'
import { utcClock } from '../format/instant'
import { moneyView, type MoneyView } from '../money'
import { actorName, fullName, incidentLabel } from '../names'
import { notCovered, ranRunbook } from '../proven-words'
import { chainView, type ChainView } from './chain-view'
import { foldEntries, readEntry, type EvidenceInput } from './evidence-input'
import { evidenceWords, runbooksByRun } from './evidence-words'
import { tierEvidence, type TierEvidence } from './tier-figures'
import { timelineRow, type TimelineRow } from './timeline'

/** What a page can hold; an export has no such limit. */
export const rowLimit = 5_000

export interface EvidenceView {
  now: string
  incident: {
    id: string
    label: string
    title: string
    live: boolean
    mode: string
    /** Its title; null where the environment's version cannot be read. */
    environment: string | null
    /** `closed 03:31:10`, `recovered on record, still open`. */
    status: string
    open: boolean
  }
  /** Date, runs, plan, commander: what somebody cites. */
  facts: { name: string; value: string; mono: boolean }[]
  chain: ChainView
  /** Empty, with a reason: the history cannot be folded, so nothing is measured from it. */
  tiers: TierEvidence[]
  tiersUnknown: string | null
  /** Services that no step of the runbook recovers, by tier; null: none, or no GO was given. */
  notCovered: string | null
  money: MoneyView | null
  rows: TimelineRow[]
  /** Entries the page leaves out for their number; the export has them. */
  unlisted: number
}

/** The same for one reader. */
export interface EvidencePageView extends EvidenceView {
  /** Null: this person may export; else who may. */
  exportRefused: string | null
}

export function buildEvidenceView(input: EvidenceInput): EvidenceView {
  const { entries, plan, environment, persons, incident, now } = input
  const read = entries.map(readEntry)
  const state = foldEntries(read)
  const words = evidenceWords(plan, persons, runbooksByRun(plan, read))
  const impactAt = state?.impact?.at ?? null
  const rows = read.map((one) => timelineRow(one, words, persons, impactAt))
  const listed = withinLimit(rows)
  const measurable = state !== null && plan !== null && environment !== null
  return {
    now,
    incident: {
      id: incident.id,
      label: incidentLabel({ number: incident.number, mode: incident.mode === 'live' ? 'live' : 'simulation' }),
      title: state?.title ?? incident.title,
      live: incident.mode === 'live',
      mode: incident.mode,
      environment: environment?.title ?? null,
      status: statusWords(state?.closed?.at ?? null, state?.status ?? incident.status),
      open: (state?.status ?? incident.status) !== 'closed',
    },
    facts: facts(input, state),
    chain: chainView(entries, input.head, now),
    tiers: measurable ? tierEvidence(plan, environment, state) : [],
    tiersUnknown: measurable ? null : 'the entries do not make a possible history, so nothing is measured from them',
    notCovered: measurable ? leftOut(plan, state) : null,
    money: measurable ? moneyView(plan, state) : null,
    rows: listed,
    unlisted: rows.length - listed.length,
  }
}

function statusWords(closedAt: string | null, status: string): string {
  if (closedAt !== null) return `ended ${utcClock(closedAt)}`
  const { word } = recordedStatusWord(status)
  return status === 'closed' ? word : `${word}, still open`
}

function facts(
  { entries, persons, plan }: EvidenceInput,
  state: ReturnType<typeof foldEntries>,
): EvidenceView['facts'] {
  const date = entries[0]?.at.slice(0, 10)
  const all: EvidenceView['facts'] = date === undefined ? [] : [{ name: 'date', value: date, mono: false }]
  if (state === null) return all
  const commanding = plan?.duties.find(({ role }) => role === 'commander')
  const commander = commanding === undefined ? undefined : state.duties[commanding.id]
  const runs = state.runs.map(({ id }) => id).join(', ')
  return [
    ...all,
    ...(runs === '' ? [] : [{ name: 'run', value: runs, mono: false }]),
    { name: 'plan', value: state.plan.hash.slice(0, 7), mono: true },
    { name: 'environment', value: state.environment.name, mono: false },
    commander === undefined
      ? { name: 'proposed by', value: actorName(persons, state.proposed.by), mono: false }
      : { name: 'commander', value: fullName(persons, commander), mono: false },
  ]
}

/** What no step of the run's runbook recovers, so that nobody counts it as recovered; null before a GO. */
function leftOut(plan: Plan, state: IncidentState): string | null {
  const runbook = ranRunbook(plan, state)
  return runbook === null ? null : notCovered(plan, runbook)
}

/** Turning points first, then as many of the others as fit, in their order. */
function withinLimit(rows: TimelineRow[]): TimelineRow[] {
  if (rows.length <= rowLimit) return rows
  const keys = new Set(rows.filter(({ key }) => key).slice(0, rowLimit))
  let left = rowLimit - keys.size
  return rows.filter((row) => keys.has(row) || (!row.key && left-- > 0))
}
