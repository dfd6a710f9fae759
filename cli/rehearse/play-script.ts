import { setTimeout as wait } from 'node:timers/promises'
import { CommandError } from '@/cli/command-error'
import { foldIncident } from '@/lib/db/incident/fold-incident'
import { loadPlan } from '@/lib/db/load-plan'
import { DomainError } from '@/lib/domain/errors'
import { scaleTime } from '@/lib/domain/plan/scale-time'
import { currentRun, isLive } from '@/lib/domain/run/state'
import { isBack } from '@/lib/domain/run/tier-now'
import { nextMoves, readCast } from './next-moves'
import type { Scenario } from './scenario'
import type { Stack } from './start-stack'

const tick = 100
/** What was refused is asked again when the journal has moved, or after this long: readings move too. */
const askAgain = 500
/** Looks of the watch and readings that are due after a run has ended, milliseconds. */
const settling = 5_000

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
  const incidentId = await untilProposed(stack, deadline, scenario.within)
  say(`${incidentId} proposed by an alert`)
  for (const words of scenario.whenProposed) await stack.lab(words)
  const people = await readCast(stack.database)
  let told = ''
  let asked = { sequence: 0, at: 0 }
  let endedAt: number | null = null
  for (;;) {
    const state = await foldIncident(stack.database, incidentId)
    if (state === null) throw new Error(`${incidentId} has no stream`)
    if (scenario.tiers.every((tier) => isBack(state, tier))) return { incidentId, stuck: null }
    const plan = await loadPlan(stack.database, state.plan.hash)
    const run = currentRun(state)
    if (run !== null && !isLive(run)) {
      // The last step may end before the last tier has held out as long as the plan wants to see.
      endedAt ??= Date.now()
      const holds = plan.tiers.map((tier) => tier.outside?.sustained.hold ?? 0)
      const patience = run.status === 'completed' ? scaleTime(stack, Math.max(0, ...holds)) + settling : 0
      if (Date.now() - endedAt > patience)
        return { incidentId, stuck: `the run ended as ${run.ended?.outcome ?? run.status}, not every tier is back` }
    }
    if (Date.now() > deadline) return { incidentId, stuck: `not within ${scenario.within / 60_000} min; last: ${told}` }
    const next = nextMoves(state, plan, scenario, people)
    if (next.hopeless) return { incidentId, stuck: next.what }
    const due = asked.sequence !== state.sequence || Date.now() - asked.at >= askAgain
    if (due) asked = { sequence: state.sequence, at: Date.now() }
    for (const move of due ? next.moves : []) {
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

async function untilProposed(stack: Stack, deadline: number, within: number): Promise<string> {
  while (Date.now() < deadline) {
    const incident = await stack.database.incident.findFirst({ select: { id: true } })
    if (incident !== null) return incident.id
    await Promise.race([wait(tick), stack.lost])
  }
  throw new CommandError(
    `no alert proposed an incident within ${within / 60_000} min: the scenario breaks nothing that the plan's alerts see`,
  )
}
