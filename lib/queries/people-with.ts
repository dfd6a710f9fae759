import { database } from '@/lib/db/client'
import { readPeople } from '@/lib/db/people'

/** Persons with any of the roles who are not disabled, by name. */
export async function peopleWith(roles: readonly string[]): Promise<{ id: string; name: string; title: string }[]> {
  const people = await readPeople(database())
  return people
    .filter((person) => !person.disabled && person.roles.some((role) => roles.includes(role)))
    .map(({ id, name, title }) => ({ id, name, title }))
}
