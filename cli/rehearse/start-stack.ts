import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from '@/cli/command-error'
import { prepareDatabase } from '@/cli/up/prepare-database'
import type { Database } from '@/lib/db/client'
import { createDatabase } from '@/lib/db/client'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import type { Child } from './child'
import { createCleanUp, type CleanUp } from './clean-up'
import { connectLab, registerReceiver } from './connect-lab'
import { removeWhenGone } from './remove-when-gone'
import { startLab } from './start-lab'
import { startWorker } from './start-worker'

export interface Stack {
  database: Database
  databaseUrl: string
  planKey: string
  planHash: string
  timeScale: number
  /** What the lab told its clients; addresses as LAB_URL_*. */
  variables: Record<string, string>
  /** Where `file:` references of the environment are found. */
  secretsDirectory: string
  /** Sends the lab's alerts to another webhook as well. */
  sendAlertsTo(url: string): Promise<void>
  /** One command of `breakwater lab` against this stack's lab. */
  lab(words: readonly string[]): Promise<string>
  startWorker(env?: Record<string, string>): Promise<Child>
  /** Rejects when a program this stack rests on has ended. */
  lost: Promise<never>
  stop(): Promise<void>
}

interface Options {
  files: PlanFiles
  environment: string
  timeScale: number
  /** Other service times than the lab's own, milliseconds at scale 1. */
  serviceTimes?: Readonly<Record<string, number>>
  say: (line: string) => void
  /** Of a caller that may have to end it before it is there; its own otherwise. */
  cleanUp?: CleanUp
}

/**
 * A database, a lab and a place for alerts that belong to one rehearsal alone and leave nothing behind, not even when
 * this process is killed. Workers are started apart, so that a rehearsal can kill them.
 */
export async function startStack(options: Options): Promise<Stack> {
  const { files, environment, timeScale, serviceTimes = {}, say, cleanUp = createCleanUp() } = options
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-rehearsal-'))
  cleanUp.add(removeWhenGone(directory))
  cleanUp.add(() => rm(directory, { recursive: true, force: true }))
  // The database runs as a user of its own when root rehearses; secrets below have modes of their own.
  await chmod(directory, 0o711)
  let fail: (error: Error) => void = () => undefined
  const lost = new Promise<never>((_, reject) => (fail = reject))
  lost.catch(() => undefined)
  const onLost = (words: string) => fail(new CommandError(words))
  try {
    const preparing = prepareDatabase({
      databaseUrl: null,
      databaseOwnerUrl: null,
      dataDirectory: directory,
      say,
      throwaway: true,
    })
    cleanUp.add(async () => (await preparing.catch(() => null))?.stop())
    const lab = await startLab({ dataDirectory: join(directory, 'lab'), timeScale, serviceTimes, onLost, cleanUp })
    const databaseUrl = (await preparing).access.url
    const database = createDatabase(databaseUrl, { name: 'breakwater-rehearsal' })
    cleanUp.add(() => database.$disconnect())
    const connected = await connectLab(database, lab, { files, environment, timeScale, say })
    cleanUp.add(connected.stop)
    return {
      database,
      databaseUrl,
      planKey: connected.planKey,
      planHash: connected.planHash,
      timeScale,
      variables: lab.variables,
      secretsDirectory: lab.secrets,
      sendAlertsTo: (url) => registerReceiver(lab, url),
      lab: lab.command,
      startWorker: (env = {}) => startWorker({ databaseUrl, secrets: lab.secrets, env, cleanUp }),
      lost,
      stop: cleanUp.run,
    }
  } catch (error) {
    await cleanUp.run()
    throw error
  }
}
