import { may } from '@/lib/domain/access/roles'
import type { Directory } from '@/lib/domain/plan/schema/environment'
import type { ApprovalRule } from '@/lib/domain/plan/schema/runbook'

export interface SignIn {
  role: string
  login: string
  password: string
  name: string
}

type Person = Directory['persons'][number]

/**
 * The sign-ins with which a failover can be played to its end: somebody for every role, and as many people as each
 * approval asks for, by its duties and besides whoever asks. `logins` are those the directory's password still opens;
 * in the directory's order.
 */
export function chooseSignIns(
  { persons }: Directory,
  approvals: readonly ApprovalRule[],
  logins: ReadonlySet<string>,
): SignIn[] {
  const open = persons.flatMap((person) => {
    const account = person.accounts.find(({ login, password }) => password !== undefined && logins.has(login))
    return account?.password === undefined ? [] : [{ person, login: account.login, password: account.password }]
  })
  const people = open.map(({ person }) => person)
  const chosen = new Map<Person, string>()
  for (const role of new Set(persons.flatMap(({ roles }) => roles))) {
    const first = people.find(({ roles }) => roles.includes(role))
    if (first !== undefined && !chosen.has(first)) chosen.set(first, role)
  }
  const asks = people.find(({ roles }) => may(roles, 'approval.request'))
  for (const rule of approvals) {
    const approvers = rule.duties.flatMap((duty) => people.find(consents(duty, asks)) ?? [])
    const enough = [...new Set(approvers)].toSorted((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)))
    for (const person of enough.slice(0, rule.persons))
      if (!chosen.has(person)) chosen.set(person, person.roles.find((role) => may([role], 'approval.give')) ?? '')
  }
  return open.flatMap(({ person, login, password }) => {
    const role = chosen.get(person)
    return role === undefined ? [] : [{ role, login, password, name: person.name }]
  })
}

/** Whoever asks for an approval never counts. */
function consents(duty: string, asks: Person | undefined) {
  return (person: Person) => person !== asks && may(person.roles, 'approval.give') && person.duties.includes(duty)
}
