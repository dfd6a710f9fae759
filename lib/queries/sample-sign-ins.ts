import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { database } from '@/lib/db/client'
import { loadEnvironment } from '@/lib/db/load-plan'
import { parseDirectory } from '@/lib/domain/plan/parse-directory'
import { shareView } from './share-view'

export interface SampleSignIn {
  login: string
  password: string
  name: string
  title: string
  roles: string[]
}

/**
 * The seeded sign-ins, for an installation that knows nothing but labs: as soon as one real environment is imported
 * there are none. Shared for a second: anybody may ask. Passwords come from the plan directory's own file, since the database has only their hashes.
 */
export function readSampleSignIns(): Promise<SampleSignIn[]> {
  return shareView('sample sign-ins', { version: '', fresh: 1_000 }, read)
}

async function read(): Promise<SampleSignIn[]> {
  const db = database()
  const heads = await db.environmentHead.findMany({ select: { planKey: true, hash: true } })
  const environments = await Promise.all(heads.map(({ hash }) => loadEnvironment(db, hash)))
  if (environments.length === 0 || environments.some((environment) => !environment.lab)) return []
  // Somebody who was given another password is no sample any more.
  const where = { passwordFromFile: true, disabledAt: null, person: { disabledAt: null } }
  const known = new Set((await db.user.findMany({ where, select: { login: true } })).map(({ login }) => login))
  const directories = await Promise.all([...new Set(heads.map(({ planKey }) => planKey))].map(readDirectory))
  return directories
    .flatMap((directory) => directory?.persons ?? [])
    .flatMap(({ name, title, roles, accounts }) =>
      accounts.flatMap(({ login, password }) =>
        password === undefined || !known.has(login) ? [] : [{ login, password, name, title, roles }],
      ),
    )
}

async function readDirectory(planKey: string) {
  const path = join(process.cwd(), 'plans', planKey, 'directory.yaml')
  const text = await readFile(path, 'utf8').catch(() => null)
  return text === null ? null : parseDirectory({ path, text }, null).directory
}
