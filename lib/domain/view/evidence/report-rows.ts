import { targetOf } from '../../system/target'
import type { Environment } from '../../plan/schema/environment'
import type { Runbook, Step } from '../../plan/schema/runbook'
import type { RecordedEvent } from '../../run/events/event'
import { fullName } from '../names'
import { foldEntries, readEntry, type EvidenceInput, type ReadEntry } from './evidence-input'
import { evidenceWords, runbooksByRun, stepOfPlan } from './evidence-words'
import { wentAmiss } from './went-amiss'
import { timelineRow, type TimelineRow } from './timeline'

/** An entry as a report tells it: every cell in words, nothing shortened. Empty where there is nothing to say. */
export interface ReportRow {
  row: TimelineRow
  who: string
  step: string
  /** Where it acted: system, account, region. */
  target: string
  /** The provider's, whole. */
  requestId: string
  result: string
  /** It belongs among the findings. */
  amiss: boolean
}

/** Every entry of an incident, in order. */
export function reportRows(input: EvidenceInput): ReportRow[] {
  const { entries, plan, environment, persons } = input
  const read = entries.map(readEntry)
  const runbooks = runbooksByRun(plan, read)
  const words = evidenceWords(plan, persons, runbooks)
  const impactAt = foldEntries(read)?.impact?.at ?? null
  return read.map((one) => {
    const row = timelineRow(one, words, persons, impactAt)
    const { event, actor } = one
    return {
      row,
      who: actor?.kind === 'person' ? fullName(persons, actor.person) : row.who,
      step: row.step ?? '',
      target: event === null ? '' : targetWords(event, runbooks, environment),
      requestId: event === null ? '' : providerRequest(event),
      result: resultWords(one),
      amiss: event === null || wentAmiss(event),
    }
  })
}

/** Systems a step's command goes to; of a whole step, all of them once. */
function targetWords(
  { payload }: RecordedEvent,
  runbooks: ReadonlyMap<string, Runbook>,
  environment: Environment | null,
): string {
  if (environment === null || !('step' in payload) || !('runId' in payload)) return ''
  const step = stepOfPlan(runbooks, payload.runId, payload.step)
  const systems = step === null ? [] : systemsOf(step, 'command' in payload ? payload.command : null)
  return systems.map((system) => systemWords(environment, system)).join('; ')
}

function systemsOf({ commands }: Step, command: number | null): string[] {
  return [...new Set(commands.filter((_, index) => command === null || index === command).map(({ system }) => system))]
}

function systemWords(environment: Environment, system: string): string {
  const binding = Object.hasOwn(environment.systems, system) ? environment.systems[system] : undefined
  if (binding === undefined) return system
  const { account, region } = targetOf(binding)
  return [system, account === null ? null : `account ${account}`, region].filter((part) => part !== null).join(', ')
}

/** An approval's own id is no provider's. */
function providerRequest({ type, payload }: RecordedEvent): string {
  const ofProvider = type.startsWith('step.') || type === 'run.pointOfNoReturnCrossed'
  return ofProvider && 'requestId' in payload ? (payload.requestId ?? '') : ''
}

/** What came of it, in a few words; empty for what is only said. */
function resultWords({ event, unreadable }: ReadEntry): string {
  if (event === null) return unreadable === null ? '' : 'unreadable'
  const { payload } = event
  if ('code' in payload && payload.code !== null) return payload.code
  if ('verdict' in payload) return payload.verdict
  if ('effect' in payload) return `effect ${payload.effect.replaceAll('-', ' ')}`
  if ('outcome' in payload) return payload.outcome.replaceAll('-', ' ')
  if ('answer' in payload) return payload.answer.replaceAll('-', ' ')
  return results[event.type] ?? ''
}

const results: Partial<Readonly<Record<RecordedEvent['type'], string>>> = {
  'approval.given': 'approved',
  'approval.refused': 'refused',
  'approval.voided': 'void',
  'approval.expired': 'expired',
  'incident.classRefused': 'refused',
  'incident.gateAttested': 'attested',
  'run.abandoned': 'abandoned',
  'step.commandAccepted': 'accepted',
  'step.answeredLate': 'accepted',
  'step.inDoubt': 'in doubt',
  'step.succeeded': 'done',
  'step.unproven': 'unproven',
  'step.withdrawn': 'withdrawn',
  'step.barred': 'not begun',
  'step.skipped': 'skipped',
  'step.attested': 'attested',
  'step.undone': 'undone',
  'tier.recovered': 'recovered',
  'tier.recoveryLost': 'failed again',
  'tier.failed': 'failed',
  'tier.relapsed': 'failed again',
}
