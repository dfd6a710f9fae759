import { holderOf } from '../run/holds-command'
import type { Actor } from '../access/actor'
import type { Role } from '../access/roles'
import type { Plan } from '../plan/schema/plan'
import type { IncidentInput, Person } from './incident-input'
import { holdingIn } from './incident-input'

type Persons = Readonly<Record<string, Person>>

export function fullName(persons: Persons, person: string): string {
  return persons[person]?.name ?? person
}

/** `Mara Okafor` is `M. Okafor` where there is no room; a name of one word stays. */
export function shortName(persons: Persons, person: string): string {
  const words = fullName(persons, person).split(/\s+/)
  const [first, ...rest] = words
  if (first === undefined || rest.length === 0) return words.join(' ')
  return `${first.replace(/\.$/, '').slice(0, 1)}. ${rest.join(' ')}`
}

export function actorName(persons: Persons, actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return shortName(persons, actor.person)
    case 'worker':
      return `worker ${actor.worker}`
    case 'alert-source':
      return actor.source
    case 'console':
      return 'console'
  }
}

export function dutyTitle(plan: Plan, duty: string): string {
  return plan.duties.find((candidate) => candidate.id === duty)?.title ?? duty
}

/** `Database, T. Varga`, or the duty alone while nobody holds it. */
export function dutyAndHolder(input: IncidentInput, duty: string): string {
  const { plan, persons } = input
  const holder = holderOf(holdingIn(input), duty)
  return holder === undefined ? dutyTitle(plan, duty) : `${dutyTitle(plan, duty)}, ${shortName(persons, holder)}`
}

/** Who may do what a role is needed for, by name, the holders of matching duties first. */
export function whoMay(input: IncidentInput, roles: readonly Role[]): string[] {
  const holding = new Set(Object.values(input.state.duties))
  return Object.values(input.persons)
    .filter((person) => person.roles.some((role) => roles.includes(role)))
    .sort((a, b) => Number(holding.has(b.id)) - Number(holding.has(a.id)))
    .map((person) => person.name)
}

export function regionTitle(plan: Plan, region: string): string {
  return plan.regions.find((candidate) => candidate.id === region)?.title ?? region
}

/** `INC-2041`; a drill is no incident and does not look like one. */
export function incidentLabel(state: { number: number; mode: string }): string {
  return `${state.mode === 'live' ? 'INC' : 'DRILL'}-${String(state.number).padStart(4, '0')}`
}

/** `S6`, `S6 and S7`, `S6, S7 and S12`. */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1)
  if (last === undefined) return ''
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
