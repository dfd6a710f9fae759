import { databaseTrouble } from '@/lib/db/database-trouble'
import { DatabaseAway } from '@/lib/engine/database-away'

/** The same calls, whose errors say whether the database is away or the console itself is at fault. */
export function databasePort<Port extends object>(port: Port): Port {
  return Object.fromEntries(
    Object.entries(port).map(([name, call]: [string, unknown]) => [
      name,
      typeof call === 'function'
        ? async (...given: unknown[]) => {
            try {
              return (await Reflect.apply(call, port, given)) as unknown
            } catch (error) {
              if (databaseTrouble(error) === null) throw error
              throw new DatabaseAway(error instanceof Error ? error.message : String(error), { cause: error })
            }
          }
        : call,
    ]),
  ) as Port
}
