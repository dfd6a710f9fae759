import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { prepareDatabase } from '@/cli/up/prepare-database'
import type { Database } from '@/lib/db/client'
import { createDatabase } from '@/lib/db/client'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { createSecretReader } from '@/lib/secrets'
import { importPlan } from '@/lib/services/import-plan'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { receiveWebhook } from '@/lib/services/receive-webhook'
import type { Child } from './child'
import { runProgram, startChild } from './child'

export interface Stack {
  database: Database
  databaseUrl: string
  planKey: string
  planHash: string
  /** What the lab told its clients; addresses as LAB_URL_*. */
  variables: Record<string, string>
  secretsDirectory: string
  /** Points the lab's alerts somewhere else than this stack: to a console. */
  sendAlertsTo(url: string): Promise<void>
  /** One command of `breakwater lab` against this stack's lab. */
  lab(words: readonly string[]): Promise<string>
  startWorker(env?: Record<string, string>): Promise<Child>
  /** Rejects when a program this stack rests on has ended. */
  lost: Promise<never>
  stop(): Promise<void>
}

interface Options {
  planDirectory: string
  environment: string
  timeScale: number
  say: (line: string) => void
}

/**
 * A database, a lab and a place for alerts that belong to one rehearsal alone and leave nothing behind. Workers are
 * started apart, so that a rehearsal can kill them.
 */
export async function startStack({ planDirectory, environment, timeScale, say }: Options): Promise<Stack> {
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
    const labData = join(directory, 'lab')
    const preparing = prepareDatabase({
      databaseUrl: null,
      databaseOwnerUrl: null,
      dataDirectory: directory,
      say,
      throwaway: true,
    })
    undo.push(async () => (await preparing.catch(() => null))?.stop())
    const labArguments = ['lab/main.ts', '--data', labData, '--scale', String(timeScale)]
    const lab = await startChild(labArguments, {}, (line) => line === 'lab ready', onLost)
    undo.push(() => lab.stop())
    const prepared = await preparing
    const databaseUrl = prepared.access.url
    const database = createDatabase(databaseUrl, { name: 'breakwater-rehearsal' })
    undo.push(() => database.$disconnect())
    const about = JSON.parse(await readFile(join(labData, 'lab.json'), 'utf8')) as { variables: Record<string, string> }

    const files = scaled(await readPlanDirectory(planDirectory), environment, timeScale)
    const imported = await importPlan(database, {
      files,
      variables: about.variables,
      environments: [environment],
      actor: { kind: 'console', part: 'rehearsal' },
    })
    if (!imported.ok) {
      const problems = imported.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`)
      throw new Error(`the plan cannot be imported:\n${problems.join('\n')}`)
    }
    const secrets = join(labData, 'secrets')
    const receiver = await receiveAlerts(database, imported.plan.key, environment, secrets, say)
    undo.push(receiver.stop)
    const labCommand = (words: readonly string[]) =>
      runProgram(['cli/breakwater.js', 'lab', ...words], { BREAKWATER_DATA: directory })
    await registerReceiver(about.variables, receiver.url, secrets)
    return {
      database,
      databaseUrl,
      planKey: imported.plan.key,
      planHash: imported.plan.hash,
      variables: about.variables,
      secretsDirectory: secrets,
      sendAlertsTo: (url) => registerReceiver(about.variables, url, secrets),
      lab: labCommand,
      async startWorker(env = {}) {
        const settings = { DATABASE_URL: databaseUrl, BREAKWATER_DATA: directory, BREAKWATER_SECRETS: secrets, ...env }
        const ready = (line: string) => line.includes('worker started')
        // A worker that a test kills is expected to end; only its absence in the journal would matter.
        const worker = await startChild(['lib/worker/main.ts'], settings, ready, () => undefined)
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

/** The environment with the rehearsal's time scale; everything else is the file's. */
function scaled(files: PlanFiles, environment: string, timeScale: number): PlanFiles {
  const environments = files.environments.map((file) => {
    const document = parseDocument(file.text)
    if (document.get('name') !== environment) return file
    document.set('timeScale', timeScale)
    return { ...file, text: document.toString() }
  })
  return { ...files, environments }
}

/** Stands where the console's webhook stands, so that alerts reach the rehearsal as they reach the console. */
async function receiveAlerts(
  database: Database,
  planKey: string,
  environment: string,
  secrets: string,
  say: (line: string) => void,
) {
  const secret = createSecretReader(secrets, {})
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const authorization = request.headers.authorization ?? null
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      receiveWebhook(database, { planKey, environment, authorization, body }, secret).then(
        () => response.writeHead(200).end(),
        (error: unknown) => {
          say(`an alert was refused: ${error instanceof Error ? error.message : String(error)}`)
          response.writeHead(503).end()
        },
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Tells the lab's Alertmanager where to send, if it has one. */
async function registerReceiver(variables: Record<string, string>, url: string, secrets: string): Promise<void> {
  const alertmanager = variables['LAB_URL_ALERTMANAGER']
  if (alertmanager === undefined) return
  const token = await createSecretReader(secrets, {})('file:alertmanager-webhook-token')
  const response = await fetch(new URL('/receivers', alertmanager), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url, token }),
  })
  if (!response.ok)
    throw new Error(`the lab's Alertmanager takes no receiver: ${response.status} ${await response.text()}`)
}
