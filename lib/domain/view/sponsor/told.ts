import { resolveCommand } from '../../plan/resolve'
import type { Command, Runbook, Step } from '../../plan/schema/runbook'
import { bindingsOf } from '../../run/resolve-step'
import type { RunState } from '../../run/state'
import { currentRun, isLive, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'

export interface ToldLine {
  /** Null: not sent yet. */
  at: string | null
  text: string
}

/** Actions whose text customers can read, and where they read it. */
const publicActions: Readonly<Record<string, string>> = {
  'statuspage.createIncident': 'Status page',
  'statuspage.updateIncident': 'Status page',
}

/** What customers were told and when, then what the runbook will still tell them. Never what was told inside. */
export function toldLines(input: IncidentInput, runbook: Runbook | null): ToldLine[] {
  if (runbook === null) return []
  const run = currentRun(input.state)
  const lines = runbook.steps.flatMap((step) =>
    step.commands.flatMap((command, index): ToldLine[] => {
      const place = publicActions[command.action]
      if (place === undefined) return []
      return [lineOf(input, run, step, command, index, place)].filter((line) => line !== null)
    }),
  )
  const sent = lines.filter((line) => line.at !== null).sort((a, b) => String(b.at).localeCompare(String(a.at)))
  return [...sent, ...lines.filter((line) => line.at === null)]
}

function lineOf(
  input: IncidentInput,
  run: RunState | null,
  step: Step,
  command: Command,
  index: number,
  place: string,
): ToldLine | null {
  const state = run === null ? null : stepOf(run, step.id)
  if (state?.status === 'skipped') return null
  const act = state?.attempts.findLast((attempt) => attempt.kind === 'act')
  const sent = act?.commands.find((one) => one.index === index)
  const body = bodyOf(input, run, command)
  if (sent?.status === 'accepted' || sent?.status === 'present')
    return { at: sent.at, text: body === null ? `${place} was updated.` : `${place}: ${body}` }
  if (run !== null && !isLive(run) && run.status !== 'superseded') return null
  return { at: null, text: `${place}, ready.` }
}

function bodyOf(input: IncidentInput, run: RunState | null, command: Command): string | null {
  const resolved = resolveCommand(input.plan, input.environment, command, bindingsOf(input.plan, input.state, run))
  const body = resolved.ok ? resolved.value.parameters['body'] : command.with['body']
  return typeof body === 'string' && !body.includes('${') ? body : null
}
