import { setTimeout as wait } from 'node:timers/promises'
import { foldIncident } from '@/lib/db/incident/incident-stream'
import { loadPlan } from '@/lib/db/load-plan'
import { DomainError } from '@/lib/domain/errors'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Runbook } from '@/lib/domain/plan/schema/runbook'
import { gateStatus } from '@/lib/domain/run/gates'
import { unprovenAcceptance } from '@/lib/domain/run/ready'
import type { IncidentState } from '@/lib/domain/run/state'
import { currentRun, isLive, stepOf } from '@/lib/domain/run/state'
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
import type { Stack } from './start-stack'

const tick = 50
const mostRetries = 3

export interface Played {
  incidentId: string
  /** Why the script ended before every tier was back; null when they are. */
  stuck: string | null
}

/**
 * Plays the people: whoever holds a duty does what the duty is for, through the same services as the console. Nothing
 * of a plan is known here but its own words. Refusals are part of the play: what is refused now is asked again.
 */
export async function playScript(stack: Stack, scenario: Scenario, say: (line: string) => void): Promise<Played> {
  const deadline = Date.now() + scenario.within
  for (const words of scenario.breaks) await stack.lab(words)
  say(`broken: ${scenario.breaks.map((words) => words.join(' ')).join('; ')}`)
  const incidentId = await untilProposed(stack, deadline)
  say(`${incidentId} proposed by an alert`)
  for (const words of scenario.whenProposed) await stack.lab(words)
  const people = await readCast(stack)
  let told = ''
  for (;;) {
    const state = await foldIncident(stack.database, incidentId)
    if (state === null) throw new Error(`${incidentId} has no stream`)
    if (scenario.tiers.every((tier) => state.tiers[tier]?.recovered != null)) return { incidentId, stuck: null }
    const plan = await loadPlan(stack.database, state.plan.hash)
    const run = currentRun(state)
    if (run !== null && !isLive(run))
      return { incidentId, stuck: `the run ended as ${run.ended?.outcome ?? run.status}` }
    if (Date.now() > deadline) return { incidentId, stuck: `not within ${scenario.within / 60_000} min; last: ${told}` }
    const next = nextMove(state, plan, scenario, people)
    if (next.hopeless) return { incidentId, stuck: next.what }
    for (const move of next.moves) {
      try {
        await move.act()
        say(move.what)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        told = `${move.what}: ${error.message} ${(error.refusal.missing ?? []).join('; ')}`
      }
    }
    await Promise.race([wait(tick), stack.lost])
  }
}

async function untilProposed(stack: Stack, deadline: number): Promise<string> {
  while (Date.now() < deadline) {
    const incident = await stack.database.incident.findFirst({ select: { id: true } })
    if (incident !== null) return incident.id
    await Promise.race([wait(tick), stack.lost])
  }
  throw new Error('no alert proposed an incident in time')
}

type Cast = (person: string) => Asker | null

async function readCast(stack: Stack): Promise<Cast & { commander: string }> {
  const accounts = await stack.database.user.findMany({ where: { disabledAt: null }, orderBy: { login: 'asc' } })
  const grant = await stack.database.roleGrant.findFirst({
    where: { role: 'commander' },
    orderBy: { personId: 'asc' },
  })
  if (grant === null) throw new Error('the directory has nobody with the role commander')
  const cast = (person: string): Asker | null => {
    const account = accounts.find((candidate) => candidate.personId === person)
    return account === undefined ? null : { database: stack.database, person, account: account.id }
  }
  return Object.assign(cast, { commander: grant.personId })
}

interface Move {
  what: string
  act(): Promise<unknown>
}

function nextMove(
  state: IncidentState,
  plan: Plan,
  scenario: Scenario,
  cast: Cast & { commander: string },
): { moves: Move[]; hopeless: boolean; what: string } {
  const commander = cast(cast.commander)
  if (commander === null) return { moves: [], hopeless: true, what: 'the commander has no account' }
  const incidentId = state.id
  const going = (moves: Move[]) => ({ moves, hopeless: false, what: '' })
  const duty = plan.duties.find((candidate) => candidate.role === 'commander')
  if (duty !== undefined && state.duties[duty.id] === undefined)
    return going([
      {
        what: `${cast.commander} takes command`,
        act: () => assignDuty(commander, { incidentId, duty: duty.id, person: cast.commander }),
      },
    ])
  if (state.declared === null)
    return going([
      {
        what: `declared ${scenario.class}`,
        act: () =>
          declareIncident(commander, { incidentId, class: scenario.class, statement: `rehearsal: ${scenario.title}` }),
      },
    ])
  const runbook = plan.runbooks.find((candidate) => candidate.id === state.declared?.runbook)
  if (runbook === undefined) return { moves: [], hopeless: true, what: 'the class has no runbook' }
  const run = currentRun(state)
  if (run === null)
    return going([{ what: 'armed', act: () => startRun(commander, { incidentId, runbook: runbook.id }) }])

  const failed = runbook.steps.filter((step) => stepOf(run, step.id).status === 'failed')
  const hopeless = failed.find((step) => stepOf(run, step.id).attempts.length > mostRetries)
  if (hopeless !== undefined) {
    const failure = stepOf(run, hopeless.id).failure
    return { moves: [], hopeless: true, what: `${hopeless.id} failed: ${failure?.message ?? ''}` }
  }
  const unproven = scenario.acceptUnproven
    ? runbook.steps.filter((s) => s.unproven !== undefined && unprovenAcceptance(state, run, runbook, s.id) === null)
    : []
  return going([
    ...attestations(state, runbook, cast),
    ...failed.map((step) => ({
      what: `${step.id} failed (${stepOf(run, step.id).failure?.message ?? ''}); retried`,
      act: () => retryStep(commander, { incidentId, runId: run.id, step: step.id }),
    })),
    ...unproven.map((step) => ({
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
    ...(unproven.length > 0 ? [] : approvals(state, runbook, run.id, commander, cast)),
    ...(run.go === null ? [{ what: 'GO', act: () => giveGo(commander, { incidentId, runId: run.id }) }] : []),
  ])
}

function attestations(state: IncidentState, runbook: Runbook, cast: Cast): Move[] {
  return runbook.gates.flatMap((gate): Move[] => {
    const holder = gate.attest === undefined ? undefined : state.duties[gate.attest.duty]
    const asker = holder === undefined ? null : cast(holder)
    const attested = state.attested[`${runbook.id}/${gate.id}`] !== undefined
    if (gate.attest === undefined || asker === null || attested || !gateStatus(state, runbook, gate).bars) return []
    const input = { incidentId: state.id, runbook: runbook.id, gate: gate.id, statement: gate.attest.statement }
    return [{ what: `${gate.id} attested by ${asker.person}`, act: () => attestGate(asker, input) }]
  })
}

function approvals(state: IncidentState, runbook: Runbook, runId: string, commander: Asker, cast: Cast): Move[] {
  const incidentId = state.id
  return runbook.approvals.flatMap((rule): Move[] => {
    const request = Object.values(state.requests).findLast((r) => r.rule === rule.id && r.runId === runId)
    if (request === undefined || request.ended !== null)
      return [
        { what: `asked for ${rule.id}`, act: () => requestApproval(commander, { incidentId, runId, rule: rule.id }) },
      ]
    const answered = new Set(request.answers.map((answer) => answer.person))
    if (answered.size >= rule.persons) return []
    const next = rule.duties
      .map((duty) => state.duties[duty])
      .find((person) => person !== undefined && person !== commander.person && !answered.has(person))
    const asker = next === undefined ? null : cast(next)
    if (asker === null) return []
    const input = { incidentId, requestId: request.id, digest: request.digest }
    return [{ what: `${rule.id} approved by ${asker.person}`, act: () => giveApproval(asker, input) }]
  })
}
