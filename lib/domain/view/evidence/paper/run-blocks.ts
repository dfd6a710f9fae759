import type { Runbook } from '../../../plan/schema/runbook'
import type { IncidentState, RunState } from '../../../run/state'
import { stepOf } from '../../../run/state'
import { stepWord } from '../../console/step-words'
import { stepTime } from '../../format/duration'
import { utcDateTime, utcTime } from '../../format/instant'
import type { IncidentInput } from '../../incident-input'
import { workSpan } from '../../step-span'
import type { EvidenceInput } from '../evidence-input'
import { readEntry } from '../evidence-input'
import type { ReportRow } from '../report-rows'
import { column, heading, paragraph, type PaperBlock } from './blocks'

/** What each run did: every step of its runbook, then every command that was sent. */
export function runBlocks(input: EvidenceInput, state: IncidentState | null): PaperBlock[] {
  const { plan, environment } = input
  if (state === null || plan === null || environment === null || state.runs.length === 0)
    return [heading('Steps'), paragraph('No run was started.')]
  const screen: IncidentInput = { ...input, state, plan, environment, readings: {}, records: [], presence: [] }
  return state.runs.flatMap((run) => {
    const runbook = plan.runbooks.find(({ id }) => id === run.runbook)
    const title = `Steps of run ${run.id}: ${runbook?.title ?? run.runbook}`
    if (runbook === undefined) return [heading(title), paragraph('The plan does not have this runbook.', 'bad')]
    return [
      heading(title),
      paragraph(`Started ${utcDateTime(run.started.at)}, ${runEnd(run)}.`),
      stepTable(screen, run, runbook),
      commandTable(run, runbook),
    ]
  })
}

function runEnd(run: RunState): string {
  if (run.ended === null) return `${run.status.replaceAll('-', ' ')}, not ended`
  return `${run.ended.outcome.replaceAll('-', ' ')} ${utcDateTime(run.ended.at)}`
}

function stepTable(screen: IncidentInput, run: RunState, runbook: Runbook): PaperBlock {
  return {
    kind: 'table',
    columns: [
      column('Step', 0.8),
      column('What', 4.5),
      column('State', 1.7),
      column('Started', 1.2),
      column('Took', 0.9),
      column('Tries', 0.7),
      column('Way back', 1.6),
    ],
    rows: runbook.steps.map((step) => {
      const current = stepOf(run, step.id)
      const { status, attempts } = current
      const { startedAt, endedAt } = workSpan(current)
      const { word } = stepWord(screen, run, runbook, step)
      const waits = status === 'pending' && run.ended !== null
      return [
        step.id,
        step.title,
        waits ? 'not run' : word,
        startedAt === null ? '' : utcTime(startedAt),
        startedAt === null || endedAt === null ? '' : stepTime(Date.parse(endedAt) - Date.parse(startedAt)),
        attempts.length === 0 ? '' : String(attempts.length),
        step.wayBack.replaceAll('-', ' '),
      ]
    }),
    none: 'The runbook has no steps.',
  }
}

/** Each command exactly as it was sent, with the provider's request id. */
function commandTable(run: RunState, runbook: Runbook): PaperBlock {
  const rows = runbook.steps.flatMap(({ id }) =>
    stepOf(run, id).attempts.flatMap(({ number, kind, commands }) =>
      commands.map(({ text, status, requestId, code, at }) => [
        kind === 'undo' ? `${id} undo` : number === 1 ? id : `${id}, try ${number}`,
        utcTime(at),
        text,
        [status.replaceAll('-', ' '), code].filter((part) => part !== null).join(': '),
        requestId ?? '',
      ]),
    ),
  )
  return {
    kind: 'table',
    columns: [
      column('Step', 1),
      column('UTC', 1.1),
      column('Command', 6.2, true),
      column('Outcome', 1.3),
      column('Request id', 2, true),
    ],
    rows,
    none: 'No command was sent.',
  }
}

/** What was said to people outside the console, as it was sent. */
export function messageBlocks(
  input: EvidenceInput,
  state: IncidentState | null,
  rows: readonly ReportRow[],
): PaperBlock[] {
  const events = new Map(input.entries.map((entry) => [entry.sequence, readEntry(entry).event]))
  const sent = rows.filter(({ row }) => row.kind === 'message')
  return [
    heading('Messages sent'),
    {
      kind: 'table',
      columns: [
        column('Entry', 0.8),
        column('UTC', 1.1),
        column('Where', 2.6),
        column('Result', 1.2),
        column('What', 6, true),
      ],
      rows: sent.map(({ row, target, result }) => [
        `#${row.sequence}`,
        utcTime(row.at),
        target === '' ? row.what : target,
        result,
        sentText(state, events.get(row.sequence) ?? null),
      ]),
      none: 'No message was sent.',
    },
  ]
}

function sentText(state: IncidentState | null, event: ReturnType<typeof readEntry>['event']): string {
  if (event === null || !('attempt' in event.payload) || !('command' in event.payload)) return ''
  const { runId, step, attempt, command } = event.payload
  const run = state?.runs.find(({ id }) => id === runId)
  const commands = run?.steps[step]?.attempts.find(({ number }) => number === attempt)?.commands ?? []
  return commands.find(({ index }) => index === command)?.text ?? ''
}
