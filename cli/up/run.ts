import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '@/lib/db/embedded/find-free-port'
import { DirectoryHeldError, holdDirectory } from '@/lib/db/embedded/hold-directory'
import { env, rootWarning, type Env } from '@/lib/env'
import { withoutPasswords } from '@/lib/log'
import { closeDirectory } from './close-directory'
import { connectAlerts } from './connect-alerts'
import { importPlans } from './import-plans'
import { keepSecret } from './keep-secret'
import { prepareDatabase } from './prepare-database'
import { readRunning, removeRunning, writeRunning } from './running-file'
import { createSupervisor, type Supervisor } from './supervisor'
import { welcome } from './welcome'
import { complain, print } from '../terminal'

const plan = 'plans/orderflow'
const tsx = ['--import', 'tsx']
const say = (line: string) => print(line)

type Undo = () => void | Promise<void>

/** Starts everything and stays until it is told to stop. Gives the exit code: 0 stopped by a person, 1 anything else. */
export async function up(): Promise<number> {
  const asked = stopRequests()
  const ending = new AbortController()
  const undo: Undo[] = []
  try {
    const settings = env()
    const asRoot = rootWarning()
    if (asRoot !== null) complain(`\nWARNING: ${asRoot}\n`)
    closeDirectory(settings.dataDirectory)
    undo.push(holdDirectory(settings.dataDirectory))
    const supervisor = createSupervisor(settings.dataDirectory, { warn: complain })
    asked.onForce(() => supervisor.kill())
    const lost = await Promise.race([
      asked.toStop.then(() => null),
      supervisor.crashed,
      startAll(settings, supervisor, undo, ending.signal),
    ])
    if (lost !== null) throw new Error(lost)
    say('\nStopping ...')
    return 0
  } catch (error) {
    complain(`\nBreakwater cannot go on: ${explain(error)}`)
    return 1
  } finally {
    ending.abort()
    for (const step of undo.reverse()) await step()
  }
}

/**
 * Resolves only when something that must not end has ended, with the words for it. Puts on `undo` what ends what it
 * starts; undone in reverse, the programs leave before the database they use.
 */
async function startAll(settings: Env, supervisor: Supervisor, undo: Undo[], ending: AbortSignal): Promise<string> {
  const { dataDirectory } = settings
  const labData = join(dataDirectory, 'lab')
  say('Starting the database and the lab ...')
  const preparing = prepareDatabase({ ...settings, say })
  // Also when the stop comes while it is still being prepared: it must not start behind our back.
  undo.push(async () => (await preparing.catch(() => null))?.stop())
  undo.push(() => supervisor.stop())
  const lab = supervisor.start({
    name: 'lab',
    args: [...tsx, 'lab/main.ts', 'start', '--data', labData],
    ready: (line) => line === 'lab ready',
  })
  const [database] = await Promise.all([preparing, lab])
  if (database.access.kind !== 'login') say(`Mind: ${database.access.detail}`)
  const variables = labVariables(labData)
  const databaseUrl = database.access.url
  const signIns = await importPlans({ databaseUrl, directory: plan, environments: ['lab'], variables, say })

  say('Starting the worker and the console ...')
  const port = await findFreePort(settings.port)
  if (port !== settings.port) say(`Port ${settings.port} is taken: the console is on ${port}.`)
  const url = `http://localhost:${port}`
  const shared = {
    ...variables,
    DATABASE_URL: databaseUrl,
    BREAKWATER_DATA: dataDirectory,
    NEXTAUTH_URL: settings.publicUrl ?? url,
    BREAKWATER_SECRETS: process.env['BREAKWATER_SECRETS'] ?? join(labData, 'secrets'),
  }
  await supervisor.start({ name: 'worker', args: [...tsx, 'lib/worker/main.ts'], env: shared, again: true })
  await supervisor.start({
    name: 'console',
    again: true,
    args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    env: {
      ...shared,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXTAUTH_SECRET: settings.authSecret ?? (await keepSecret(join(dataDirectory, 'sign-in-secret'))),
    },
  })
  const origin = `http://127.0.0.1:${port}`
  await untilHealthy(`${origin}/api/health`, ending)
  const alertmanager = variables['LAB_URL_ALERTMANAGER']
  if (alertmanager !== undefined) await connectAlerts(alertmanager, `${origin}/api/alerts/orderflow/lab`)
  undo.push(removeRunning)
  writeRunning({ consoleUrl: url, databaseUrl, labVariables: variables })
  say(welcome(url, signIns, variables['LAB_URL_CONTROL'] ?? null))
  return database.ended.then((lines) => `the database ended. Its last lines:\n${lines}`)
}

/** What the lab tells its clients: addresses, and credentials as far as they are no files. */
function labVariables(labData: string): Record<string, string> {
  const about = JSON.parse(readFileSync(join(labData, 'lab.json'), 'utf8')) as { variables: Record<string, string> }
  // Addresses only: the other variables are credentials for ordinary clients, which the console must not inherit.
  return Object.fromEntries(Object.entries(about.variables).filter(([name]) => name.startsWith('LAB_URL_')))
}

/** Waits until database, worker and plan are well by the console's own word. Throws with its word after a minute. */
async function untilHealthy(url: string, ending: AbortSignal): Promise<void> {
  let answer = 'no answer'
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline && !ending.aborted) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      answer = await response.text()
      if (response.ok) return
    } catch (error) {
      answer = error instanceof Error ? error.message : String(error)
    }
    await wait(100)
  }
  throw new Error(`the console is not well after a minute: ${answer}`)
}

function explain(error: unknown): string {
  if (error instanceof DirectoryHeldError) {
    const running = readRunning()
    return running === undefined ? error.message : `${error.message}: ${running.consoleUrl}`
  }
  return error instanceof Error ? withoutPasswords(error.message) : String(error)
}

/** `toStop` resolves at the first request; another one, a while later, means impatience and is `onForce`. */
function stopRequests() {
  let stop: () => void = () => undefined
  let force: () => void = () => undefined
  let since: number | null = null
  const toStop = new Promise<void>((resolve) => (stop = resolve))
  const hear = () => {
    // The terminal sends it to us, and npm sends it once more: that second one is not impatience.
    if (since !== null && Date.now() - since > 1_000) force()
    since ??= Date.now()
    stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
  return { toStop, onForce: (action: () => void) => (force = action) }
}
