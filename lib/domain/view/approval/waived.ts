import type { Runbook } from '../../plan/schema/runbook'
import type { ApprovalContent } from '../../run/events/approval-events'

export interface WaivedLine {
  key: string
  /** `S3`, `P2`. */
  name: string
  of: 'step' | 'gate'
  word: string
  statement: string
}

/** What a consent rests on that was skipped, or passed without what the plan asks for, step by step and gate by gate. */
export function waivedOf(content: ApprovalContent, runbook: Runbook): WaivedLine[] {
  const { skipped, proofsAccepted, undoAccepted, gatesPassed } = content
  const title = (id: string) => runbook.steps.find((step) => step.id === id)?.title ?? id
  return [
    ...(skipped ?? []).map((id) => ({
      key: `skipped-${id}`,
      name: id,
      of: 'step' as const,
      word: 'skipped',
      statement: title(id),
    })),
    ...(proofsAccepted ?? []).map(({ step, statement, entry }) => ({
      key: `proof-${step}-${entry}`,
      name: step,
      of: 'step' as const,
      word: `gone on without its proof, #${entry}`,
      statement,
    })),
    ...(undoAccepted ?? []).map(({ step, statement }) => ({
      key: `undo-${step}`,
      name: step,
      of: 'step' as const,
      word: 'no way back by machine',
      statement,
    })),
    ...(gatesPassed ?? []).map(({ gate, as, statement }) => ({
      key: `gate-${gate}`,
      name: gate,
      of: 'gate' as const,
      word: as === 'overridden' ? 'passed against its check' : 'accepted unread',
      statement,
    })),
  ]
}
