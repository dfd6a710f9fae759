import type { Runbook } from '../../plan/schema/runbook'
import type { RunState } from '../../run/state'
import { utcClock } from '../format/instant'
import type { IncidentInput } from '../incident-input'
import { dutyTitle, fullName } from '../names'
import { ruleStanding } from './approvals'
import { leftAgain, leftAgainWord } from './left-again'
import type { StatusKind } from './step-words'

export interface ConsentView {
  /** Steps that run at GO with two people's consent. */
  steps: string[]
  approvers: {
    key: string
    duty: string
    name: string | null
    presentAt: string | null
    status: StatusKind
    word: string
    /** Why it was refused, as it was typed; null where it was not. */
    reason: string | null
  }[]
  /** Who asked and therefore may not. */
  asker: string | null
}

/** Who may approve and what each has said, as one table: an empty line is somebody to call. */
export function consentView(input: IncidentInput, runbook: Runbook, run: RunState | null): ConsentView {
  const { state, plan, persons, presence } = input
  const standings = run === null ? [] : runbook.approvals.map((rule) => ruleStanding(input, runbook, run, rule))
  const back = run !== null && leftAgain(run) ? leftAgainWord(run) : null
  const asked = standings.find(({ request }) => request !== null)?.request?.requested.by
  return {
    steps: runbook.approvals.flatMap((rule) => rule.steps),
    asker: asked?.kind === 'person' ? fullName(persons, asked.person) : null,
    approvers: runbook.approvals.flatMap((rule) =>
      rule.duties.map((duty) => {
        const holder = state.duties[duty]
        const standing = standings.find((one) => one.rule.id === rule.id)
        const request = standing?.request ?? null
        const gone = back ?? (standing?.status === 'changed' ? 'changed since' : null)
        const answer = request?.answers.find((one) => one.person === holder && one.lost !== true) ?? null
        return {
          key: `${rule.id}/${duty}`,
          duty: dutyTitle(plan, duty),
          name: holder === undefined ? null : fullName(persons, holder),
          presentAt: presence.find(({ person }) => person === holder)?.seenAt ?? null,
          ...answerWord(answer, request !== null, request?.seen[holder ?? '']?.at ?? null, gone),
        }
      }),
    ),
  }
}

function answerWord(
  answer: { answer: 'approved' | 'refused'; at: string; reason: string | null } | null,
  asked: boolean,
  openedAt: string | null,
  /** What became of what was approved; null while it stands. */
  gone: string | null,
): { status: StatusKind; word: string; reason: string | null } {
  if (answer === null) {
    const waiting = openedAt === null ? 'waiting' : `opened ${utcClock(openedAt)}`
    return { status: 'waiting', word: asked ? waiting : 'not asked', reason: null }
  }
  const at = utcClock(answer.at)
  if (answer.answer === 'approved')
    return { status: gone === null ? 'ok' : 'waiting', word: gone === null ? at : `${at}, ${gone}`, reason: null }
  return { status: 'breached', word: `refused ${at}`, reason: answer.reason }
}
