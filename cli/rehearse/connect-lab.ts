import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseDocument } from 'yaml'
import { CommandError } from '@/cli/command-error'
import type { Database } from '@/lib/db/client'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { createSecretReader } from '@/lib/secrets'
import { importPlan } from '@/lib/services/import-plan'
import { receiveWebhook } from '@/lib/services/receive-webhook'
import type { RehearsalLab } from './start-lab'

export interface Connected {
  planKey: string
  planHash: string
  stop(): Promise<void>
}

interface Options {
  files: PlanFiles
  environment: string
  timeScale: number
  say: (line: string) => void
}

/** Imports the plan for this lab, and stands where the console's webhook stands: the lab's alerts reach the database. */
export async function connectLab(
  database: Database,
  lab: Pick<RehearsalLab, 'variables' | 'secrets'>,
  { files, environment, timeScale, say }: Options,
): Promise<Connected> {
  const imported = await importPlan(database, {
    files: scaled(files, environment, timeScale),
    variables: lab.variables,
    environments: [environment],
    actor: { kind: 'console', part: 'rehearsal' },
  })
  if (!imported.ok) {
    const problems = imported.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`)
    throw new CommandError(`the plan cannot be imported:\n${problems.join('\n')}`)
  }
  const { key, hash } = imported.plan
  const receiver = await receiveAlerts(database, key, environment, lab.secrets, say)
  try {
    await registerReceiver(lab, receiver.url)
  } catch (error) {
    await receiver.stop()
    throw error
  }
  return { planKey: key, planHash: hash, stop: receiver.stop }
}

/**
 * The environment with the rehearsal's time scale; everything else is the file's. Throws for one that is no lab: the
 * scripted people would give their approvals, and a real region would be promoted.
 */
export function scaled(files: PlanFiles, environment: string, timeScale: number): PlanFiles {
  const environments = files.environments.map((file) => {
    const document = parseDocument(file.text)
    if (document.get('name') !== environment) return file
    if (document.get('lab') !== true)
      throw new CommandError(`${file.path}: only an environment marked lab: true may be rehearsed`)
    document.set('timeScale', timeScale)
    return { ...file, text: document.toString() }
  })
  return { ...files, environments }
}

/** Takes the alerts of a lab as the console does. */
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
      const body = () => Promise.resolve<unknown>(JSON.parse(Buffer.concat(chunks).toString()))
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
export async function registerReceiver(
  { variables, secrets }: Pick<RehearsalLab, 'variables' | 'secrets'>,
  url: string,
): Promise<void> {
  const alertmanager = variables['LAB_URL_ALERTMANAGER']
  if (alertmanager === undefined) return
  const token = await createSecretReader(secrets, {})('file:alertmanager-webhook-token')
  const response = await fetch(new URL('/receivers', alertmanager), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url, token }),
  })
  if (!response.ok)
    throw new CommandError(`the lab's Alertmanager takes no receiver: ${response.status} ${await response.text()}`)
}
