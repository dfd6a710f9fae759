import { DomainError } from '@/lib/domain/errors'
import { databaseHere } from '../plan/from-terminal'
import { askSecret } from '../plan/ask-secret'
import { complain, print } from '../terminal'

/** `people password LOGIN`. Gives the exit status: 0 set, 1 refused. The password is never an argument. */
export async function changePassword(login: string, { json }: { json?: true }): Promise<number> {
  const url = databaseHere()
  const password = await askSecret(`New password for ${login}: `)
  if (process.stdin.isTTY && (await askSecret('The same again: ')) !== password) {
    complain('the two differ; nothing was changed')
    return 1
  }
  const { createDatabase } = await import('@/lib/db/client')
  const { setPassword } = await import('@/lib/services/set-password')
  const database = createDatabase(url, { connections: 1, name: 'breakwater-people' })
  try {
    const ended = await setPassword(database, login, password)
    print(
      json
        ? JSON.stringify({ login, sessionsEnded: ended })
        : `the password of ${login} is set; ${ended} ${ended === 1 ? 'session' : 'sessions'} ended`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    complain(error.message)
    return 1
  } finally {
    await database.$disconnect()
  }
}
