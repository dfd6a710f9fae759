import { brokenProofs, opensTheWay } from '../../run/proofs'
import { runbookOf } from '../../run/resolve-step'
import { currentRun, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { plainRegion } from './plain-names'
import { strong, text, type Sentence } from './sentence'

/** What nobody may keep from the sponsor: the region that was left may take writes again, and they will be missing. */
export function twoWritersSentence({ state, plan }: Pick<IncidentInput, 'state' | 'plan'>): Sentence | null {
  const run = currentRun(state)
  if (run === null || state.closed !== null) return null
  const runbook = runbookOf(plan, run.runbook)
  const open = brokenProofs(state, run, runbook).find(({ step }) => opensTheWay(run, runbook, step))
  if (open === undefined) return null
  const noun = runbook.loss?.noun ?? 'writes'
  const from = stepOf(run, open.step.id).proof?.at
  return [
    text(`${plainRegion(plan, runbook.from)} may be taking ${noun} again`),
    ...(from === undefined ? [] : [text(', for '), { kind: 'elapsed', from, until: null } as const]),
    text('. They do not reach the region that serves: '),
    strong('the loss is growing'),
    text('.'),
  ]
}
