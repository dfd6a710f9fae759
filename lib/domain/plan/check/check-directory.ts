import { contradiction, info, wrong, type Finding } from '../finding'
import { suggest } from '../parse/closest'
import type { Directory } from '../schema/environment'
import type { Duty, Plan } from '../schema/plan'
import { duplicates, repeated } from './check-names'

type Person = Directory['persons'][number]

/**
 * Everyone is there once, holds duties the plan has and their role allows, and approvals can find enough people.
 * `real` names the environments the people are for that are no lab.
 */
export function checkDirectory(plan: Plan | null, { persons }: Directory, real: readonly string[]): Finding[] {
  return [
    ...duplicates(persons, ['persons'], 'person'),
    ...checkLogins(persons),
    ...checkPasswords(persons, real),
    ...persons.flatMap((person, at) => [
      ...repeated(person.roles, ['persons', at, 'roles']),
      ...repeated(person.duties, ['persons', at, 'duties']),
    ]),
    ...(plan === null ? [] : [...checkDuties(plan, persons), ...checkApprovers(plan, persons)]),
  ]
}

function checkLogins(persons: readonly Person[]): Finding[] {
  const holders = new Map<string, string>()
  return persons.flatMap((person, at) =>
    person.accounts.flatMap(({ login }, position) => {
      const other = holders.get(login.toLowerCase())
      holders.set(login.toLowerCase(), other ?? person.id)
      if (other === undefined) return []
      return [
        wrong(
          ['persons', at, 'accounts', position, 'login'],
          'duplicate-id',
          `${login} is an account of ${other} already`,
        ),
      ]
    }),
  )
}

/** Whoever can read a file of the plan can sign in with what stands there: two such persons are no control. */
function checkPasswords(persons: readonly Person[], [real]: readonly string[]): Finding[] {
  if (real === undefined) return []
  const message = `a password in a file is for a lab, and ${real} is none: leave it out and give one with breakwater people password`
  return persons.flatMap((person, at) =>
    person.accounts.flatMap(({ password }, position) =>
      password === undefined
        ? []
        : [wrong(['persons', at, 'accounts', position, 'password'], 'password-in-file', message)],
    ),
  )
}

function checkDuties(plan: Plan, persons: readonly Person[]): Finding[] {
  const ids = plan.duties.map(({ id }) => id)
  return persons.flatMap((person, at) =>
    person.duties.flatMap((name, position) => {
      const duty = plan.duties.find(({ id }) => id === name)
      const path = ['persons', at, 'duties', position]
      if (duty === undefined)
        return [wrong(path, 'unknown-duty', `the plan has no duty ${name}: ${suggest(name, ids)}`)]
      if (person.roles.includes(duty.role)) return []
      return [contradiction(path, 'role', `${name} needs the role ${duty.role}: add it to the roles of ${person.id}`)]
    }),
  )
}

/** The commander asks for approvals and never counts, so whoever also commands is no possible approver. */
function checkApprovers(plan: Plan, persons: readonly Person[]): Finding[] {
  const may = (person: Person, duties: readonly Duty['id'][]) =>
    person.roles.includes('approver') &&
    !person.roles.includes('commander') &&
    person.duties.some((duty) => duties.includes(duty))
  return plan.runbooks.flatMap((runbook) =>
    runbook.approvals.flatMap((rule) => {
      const holders = mostHolders(rule.duties, (duty) => persons.filter((person) => may(person, [duty])))
      if (holders >= rule.persons) return []
      const message = `${runbook.id} ${rule.id} needs ${rule.persons} persons of ${rule.duties.join(', ')}: ${holders} could approve`
      return [contradiction(['persons'], 'too-few-approvers', message)]
    }),
  )
}

/** Whoever holds a duty that is asked and told, and has no address to be told at, hears of it in the console alone. */
export function untold(plan: Plan, { persons }: Directory): Finding[] {
  return plan.runbooks.flatMap((runbook) =>
    runbook.approvals.flatMap((rule) =>
      persons.flatMap((person, at) => {
        const asked = person.roles.includes('approver') && person.duties.some((duty) => rule.duties.includes(duty))
        const missing = asked ? (rule.tell ?? []).filter(({ by }) => person.contacts[by] === undefined) : []
        if (missing.length === 0) return []
        const ways = missing.map(({ by }) => by).join(', ')
        const message = `${person.id} is not told when ${runbook.id} ${rule.id} asks: contacts have no ${ways}`
        return [info(['persons', at, 'contacts'], 'no-address', message)]
      }),
    ),
  )
}

/** Of a duty one person holds it, and of a person one consent counts: how many duties different persons can hold. */
function mostHolders(duties: readonly string[], holdersOf: (duty: string) => readonly Person[]): number {
  const held = new Map<Person, string>()
  const give = (duty: string, tried: Set<Person>): boolean =>
    holdersOf(duty).some((person) => {
      if (tried.has(person)) return false
      tried.add(person)
      const other = held.get(person)
      if (other !== undefined && !give(other, tried)) return false
      held.set(person, duty)
      return true
    })
  return [...new Set(duties)].filter((duty) => give(duty, new Set())).length
}
