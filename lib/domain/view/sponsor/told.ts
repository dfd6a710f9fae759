import type { Runbook } from '../../plan/schema/runbook'
import type { StepStatus } from '../../run/state'
import { currentRun, isLive, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { messagesOf, type MessageView } from '../messages'

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
  const messages = messagesOf(input)
  const sent = messages.flatMap((message): ToldLine[] => {
    const place = publicActions[message.action]
    return place === undefined || message.at === null ? [] : [{ at: message.at, text: textOf(place, message) }]
  })
  return [...sent, ...readyLines(input, runbook)]
}

function textOf(place: string, { correction, said: { body } }: MessageView): string {
  if (correction) return `${place}: corrected, since the move was taken back.`
  return typeof body === 'string' && !body.includes('${') ? `${place}: ${body}` : `${place} was updated.`
}

/** Steps that a machine still carries out: what a person has done instead, or nobody will, sends nothing. */
const toCome: readonly StepStatus[] = ['pending', 'running', 'in-doubt', 'failed']

function readyLines({ state }: IncidentInput, runbook: Runbook | null): ToldLine[] {
  const run = currentRun(state)
  if (runbook === null || (run !== null && !isLive(run) && run.status !== 'superseded')) return []
  return runbook.steps.flatMap((step): ToldLine[] => {
    const { status, attempts } = run === null ? { status: 'pending' as const, attempts: [] } : stepOf(run, step.id)
    if (!toCome.includes(status)) return []
    const acts = attempts.filter(({ kind }) => kind === 'act').flatMap(({ commands }) => commands)
    return step.commands.flatMap((command, index) => {
      const place = publicActions[command.action]
      const isSent = acts.some((one) => one.index === index && ['accepted', 'present'].includes(one.status))
      return place === undefined || isSent ? [] : [{ at: null, text: `${place}, ready.` }]
    })
  })
}
