import { abortDatabase, actingDatabase, database, type Database } from '@/lib/db/client'
import type { Asker } from '@/lib/services/mutation'
import type { CurrentPerson } from './current-person'

/** The signed-in person as services want them. */
export function asker(person: CurrentPerson): Asker {
  return { database: database(), person: person.personId, account: person.accountId }
}

/** The same on the connections of actions, which give up before the browser does. */
export function actingAsker(person: CurrentPerson): Asker {
  return { ...asker(person), database: actingDatabase() }
}

/** The same on the connections kept for aborts: they wait behind nobody. */
export function abortAsker(person: CurrentPerson): Asker {
  return { ...asker(person), database: abortDatabase() }
}

/** For what comes from no person: an alert proves itself by its token. */
export function alertDesk(): Database {
  return database()
}
