import type { Plan } from '../../plan/schema/plan'
import type { IncidentState } from '../../run/state'
import { recordedStatusWord } from '../incident-status'
import { utcClock } from '../format/instant'
import { moneyView, type MoneyView } from '../money'
import { actorName, fullName, incidentLabel } from '../names'
import { notCovered, ranRunbook } from '../proven-words'
import type { JournalEntry } from '../../journal/entry'
import { chainJudged, type ChainView } from './chain-view'
import { readEntry, type EvidenceInput } from './evidence-input'
import type { EvidenceRecord } from './evidence-record'
import { evidenceWords, runbooksOf } from './evidence-words'
import { tierEvidence, type TierEvidence } from './tier-figures'
import { timelineRow, type TimelineRow } from './timeline'

/** Entries on one page of the timeline; an export has no such limit. */
export const entriesAPage = 1_000

/** What a page of evidence is made of: all that is known of the record, and the entries that are listed. */
export interface EvidenceScene extends Omit<EvidenceInput, 'entries' | 'end'> {
  record: EvidenceRecord
  chain: ChainView
  listed: readonly JournalEntry[]
  pages: PagesView
}

/** Pages from 1, the oldest entries first. */
export interface PagesView {
  page: number
  of: number
}

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
  pages: PagesView
}

/** The same for one reader. */
export interface EvidencePageView extends EvidenceView {
  /** Null: this person may export; else who may. */
  exportRefused: string | null
}

export function buildEvidenceView(scene: EvidenceScene): EvidenceView {
  const { record, chain, listed, pages, plan, environment, persons, incident, now } = scene
  const state = chainJudged(chain) ? record.state() : null
  const words = evidenceWords(plan, persons, runbooksOf(plan, record.started))
  const impactAt = state?.impact?.at ?? null
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
    facts: facts(scene, state),
    chain,
    tiers: measurable ? tierEvidence(plan, environment, state) : [],
    tiersUnknown: measurable ? null : whyUnmeasured(chain),
    notCovered: measurable ? leftOut(plan, state) : null,
    money: measurable ? moneyView(plan, state) : null,
    rows: listed.map((entry) => timelineRow(readEntry(entry), words, persons, impactAt)),
    pages,
  }
}

function whyUnmeasured({ checking, unknown }: ChainView): string {
  if (checking !== null) return 'the entries are still being read'
  if (unknown) return 'the entries could not be checked'
  return 'the entries do not make a possible history, so nothing is measured from them'
}

function statusWords(closedAt: string | null, status: string): string {
  if (closedAt !== null) return `ended ${utcClock(closedAt)}`
  const { word } = recordedStatusWord(status)
  return status === 'closed' ? word : `${word}, still open`
}

function facts({ record, persons, plan }: EvidenceScene, state: IncidentState | null): EvidenceView['facts'] {
  const date = record.first?.at.slice(0, 10)
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
