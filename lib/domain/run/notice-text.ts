import { requestOf } from './approval'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { IncidentState } from './state'

export interface NoticeText {
  /** One line: which world, which incident, what is asked. */
  title: string
  /** Lines below it; the last is the way to the request. */
  lines: string[]
}

/** What a person who is asked is told: what, in which world, until when, and where to answer. Plain text, no secrets. */
export function noticeText(
  { state, plan, environment }: { state: IncidentState; plan: Plan; environment: Environment },
  requestId: string,
  { consoleUrl, perhapsTwice }: { consoleUrl: string; perhapsTwice: boolean },
): NoticeText {
  const request = requestOf(state, requestId)
  if (request === undefined) throw new Error(`there is no request ${requestId}`)
  const run = state.runs.find(({ id }) => id === request.runId)
  const line = plan.runbooks.find(({ id }) => id === run?.runbook)?.pointOfNoReturn
  const steps = request.content.steps
  const gravest = steps.find(({ step }) => step === line) ?? steps[0]
  const live = state.mode === 'live'
  const label = `${live ? 'LIVE INC' : 'DRILL'}-${String(state.number).padStart(4, '0')}`
  const again = request.notices.some(({ ended }) => ended?.as === 'sent') || request.repeats.length > 0
  return {
    title: `${label}, ${environment.title}: your approval is asked for${again ? ', again' : ''}`,
    lines: [
      `${request.content.undo === true ? 'Undo: ' : ''}${gravest?.title ?? request.rule} (${steps.map(({ step }) => step).join(', ')}). Incident: ${state.title}.`,
      `Nothing runs by this message. It expires at ${request.expiresAt.slice(11, 19)} UTC.`,
      ...(perhapsTwice ? ['You may have had this message before: whether it arrived is not known.'] : []),
      `Read what will run and answer: ${consoleUrl.replace(/\/+$/, '')}/approvals/${encodeURIComponent(requestId)}`,
    ],
  }
}
