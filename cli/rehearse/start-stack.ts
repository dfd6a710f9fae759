import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDatabase } from '@/cli/up/prepare-database'
import type { Database } from '@/lib/db/client'
import { createDatabase } from '@/lib/db/client'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import type { Child } from './child'
import { connectLab, registerReceiver } from './connect-lab'
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
}

/**
 * A database, a lab and a place for alerts that belong to one rehearsal alone and leave nothing behind. Workers are
 * started apart, so that a rehearsal can kill them.
 */
export async function startStack({ files, environment, timeScale, serviceTimes = {}, say }: Options): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-rehearsal-'))
  // The database runs as a user of its own when root rehearses; secrets below have modes of their own.
  await chmod(directory, 0o711)
  const undo: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  let fail: (error: Error) => void = () => undefined
  const lost = new Promise<never>((_, reject) => (fail = reject))
  lost.catch(() => undefined)
  const onLost = (words: string) => fail(new Error(words))
  try {
    const preparing = prepareDatabase({
      databaseUrl: null,
      databaseOwnerUrl: null,
      dataDirectory: directory,
      say,
      throwaway: true,
    })
    undo.push(async () => (await preparing.catch(() => null))?.stop())
    const lab = await startLab({ dataDirectory: join(directory, 'lab'), timeScale, serviceTimes, onLost })
    undo.push(() => lab.stop())
    const databaseUrl = (await preparing).access.url
    const database = createDatabase(databaseUrl, { name: 'breakwater-rehearsal' })
    undo.push(() => database.$disconnect())
    const connected = await connectLab(database, lab, { files, environment, timeScale, say })
    undo.push(connected.stop)
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
      async startWorker(env = {}) {
        const worker = await startWorker({ databaseUrl, secrets: lab.secrets, env })
        undo.push(() => worker.stop())
        return worker
      },
      lost,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
