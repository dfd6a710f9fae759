import { CommandError } from '../command-error'
import type { Database } from '@/lib/db/client'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { sentencesOf } from '@/lib/domain/plan/schema/attestation'
import type { Runbook } from '@/lib/domain/plan/schema/runbook'
import { gateStatus } from '@/lib/domain/run/gates'
import { unprovenAcceptance } from '@/lib/domain/run/ready'
import type { IncidentState } from '@/lib/domain/run/state'
import { servingAcceptance } from '@/lib/domain/run/serving-doubt'
import { currentRun, stepOf } from '@/lib/domain/run/state'
import { assignDuty } from '@/lib/services/assign-duty'
import { attestGate } from '@/lib/services/attest-gate'
import { declareIncident } from '@/lib/services/declare-incident'
import { giveApproval } from '@/lib/services/give-approval'
import { giveGo } from '@/lib/services/give-go'
import type { Asker } from '@/lib/services/mutation'
import { recordDecision } from '@/lib/services/record-decision'
import { requestApproval } from '@/lib/services/request-approval'
import { retryStep } from '@/lib/services/retry-step'
import { startRun } from '@/lib/services/start-run'
import type { Scenario } from './scenario'

const mostRetries = 3

export type Cast = (person: string) => Asker | null

/** Everyone in the directory, and who commands. */
export async function readCast(database: Database): Promise<Cast & { commander: string }> {
  const accounts = await database.user.findMany({ where: { disabledAt: null }, orderBy: { login: 'asc' } })
  const grant = await database.roleGrant.findFirst({
    where: { role: 'commander', planKey: null },
    orderBy: { personId: 'asc' },
  })
  if (grant === null) throw new CommandError('the directory has nobody with the role commander')
  const cast = (person: string): Asker | null => {
    const account = accounts.find((candidate) => candidate.personId === person)
    return account === undefined ? null : { database, person, account: account.id }
  }
  return Object.assign(cast, { commander: grant.personId })
}

export type MoveKind =
  'command' | 'declare' | 'arm' | 'attest' | 'retry' | 'accept-unproven' | 'accept-serving' | 'ask' | 'approve' | 'go'

export interface Move {
  kind: MoveKind
  what: string
  act(): Promise<unknown>
}

/** What the people may do now, each by the duty they hold. Nothing of a plan is known here but its own words. */
export function nextMoves(
  state: IncidentState,
  plan: Plan,
  scenario: Pick<Scenario, 'class' | 'title' | 'acceptUnproven' | 'acceptUnknownServing'>,
  cast: Cast & { commander: string },
): { moves: Move[]; hopeless: boolean; what: string } {
  const duty = plan.duties.find((candidate) => candidate.role === 'commander')
  // Whoever holds the command gives the commander's words; the role alone does not.
  const commander = cast((duty === undefined ? undefined : state.duties[duty.id]) ?? cast.commander)
  if (commander === null) return { moves: [], hopeless: true, what: 'the commander has no account' }
  const incidentId = state.id
  const going = (moves: Move[]) => ({ moves, hopeless: false, what: '' })
  if (duty !== undefined && state.duties[duty.id] === undefined)
    return going([
      {
        kind: 'command',
        what: `${cast.commander} takes command`,
        act: () => assignDuty(commander, { incidentId, duty: duty.id, person: cast.commander }),
      },
    ])
  if (state.declared === null)
    return going([
      {
        kind: 'declare',
        what: `declared ${scenario.class}`,
        act: () =>
          declareIncident(commander, { incidentId, class: scenario.class, statement: `rehearsal: ${scenario.title}` }),
      },
    ])
  const runbook = plan.runbooks.find((candidate) => candidate.id === state.declared?.runbook)
  if (runbook === undefined) return { moves: [], hopeless: true, what: 'the class has no runbook' }
  const run = currentRun(state)
  if (run === null)
    return going([{ kind: 'arm', what: 'armed', act: () => startRun(commander, { incidentId, runbook: runbook.id }) }])

  const failed = runbook.steps.filter((step) => stepOf(run, step.id).status === 'failed')
  const hopeless = failed.find((step) => stepOf(run, step.id).attempts.length > mostRetries)
  if (hopeless !== undefined) {
    const failure = stepOf(run, hopeless.id).failure
    return { moves: [], hopeless: true, what: `${hopeless.id} failed: ${failure?.message ?? ''}` }
  }
  const unproven = scenario.acceptUnproven
    ? runbook.steps.filter((s) => s.unproven !== undefined && unprovenAcceptance(state, run, runbook, s.id) === null)
    : []
  const unaccepted = scenario.acceptUnknownServing && run.go === null && servingAcceptance(state, run) === null
  return going([
    ...attestations(state, runbook, cast),
    ...failed.map((step) => ({
      kind: 'retry' as const,
      what: `${step.id} failed (${stepOf(run, step.id).failure?.message ?? ''}); retried`,
      act: () => retryStep(commander, { incidentId, runId: run.id, step: step.id }),
    })),
    ...unproven.map((step) => ({
      kind: 'accept-unproven' as const,
      what: `accepted on the record that ${step.id} may stay unproven`,
      act: () =>
        recordDecision(commander, {
          incidentId,
          runId: run.id,
          kind: 'accept-unproven',
          subject: step.id,
          statement: 'rehearsal: accepted in advance',
        }),
    })),
    ...(unaccepted
      ? [
          {
            kind: 'accept-serving' as const,
            what: 'accepted on the record that which region serves may be unknown',
            act: () =>
              recordDecision(commander, {
                incidentId,
                runId: run.id,
                kind: 'accept-unknown-serving',
                subject: null,
                statement: 'rehearsal: accepted in advance',
              }),
          },
        ]
      : []),
    ...(unproven.length > 0 || unaccepted ? [] : approvals(state, runbook, run.id, commander, cast)),
    ...(run.go === null
      ? [{ kind: 'go' as const, what: 'GO', act: () => giveGo(commander, { incidentId, runId: run.id }) }]
      : []),
  ])
}

function attestations(state: IncidentState, runbook: Runbook, cast: Cast): Move[] {
  return runbook.gates.flatMap((gate): Move[] => {
    const holder = gate.attest === undefined ? undefined : state.duties[gate.attest.duty]
    const asker = holder === undefined ? null : cast(holder)
    const attested = state.attested[`${runbook.id}/${gate.id}`] !== undefined
    if (gate.attest === undefined || asker === null || attested || !gateStatus(state, runbook, gate).bars) return []
    const statement = sentencesOf(gate.attest).join(' ')
    const input = { incidentId: state.id, runbook: runbook.id, gate: gate.id, statement }
    return [{ kind: 'attest', what: `${gate.id} attested by ${asker.person}`, act: () => attestGate(asker, input) }]
  })
}

function approvals(state: IncidentState, runbook: Runbook, runId: string, commander: Asker, cast: Cast): Move[] {
  const incidentId = state.id
  return runbook.approvals.flatMap((rule): Move[] => {
    const request = Object.values(state.requests).findLast((r) => r.rule === rule.id && r.runId === runId)
    if (request === undefined || request.ended !== null)
      return [
        {
          kind: 'ask',
          what: `asked for ${rule.id}`,
          act: () => requestApproval(commander, { incidentId, runId, rule: rule.id }),
        },
      ]
    const answered = new Set(request.answers.map((answer) => answer.person))
    if (request.answers.filter(({ answer }) => answer === 'approved').length >= rule.persons) return []
    const next = rule.duties
      .map((duty) => state.duties[duty])
      .find((person) => person !== undefined && person !== commander.person && !answered.has(person))
    const asker = next === undefined ? null : cast(next)
    if (asker === null) return []
    const input = { incidentId, requestId: request.id, digest: request.digest }
    return [{ kind: 'approve', what: `${rule.id} approved by ${asker.person}`, act: () => giveApproval(asker, input) }]
  })
}
