import { env } from '@/lib/env'
import { readRunning } from '../up/running-file'
import { print } from '../terminal'

export interface Status {
  running: boolean
  dataDirectory: string
  process: number | null
  console: string | null
  lab: string | null
  /** `ok`, or the console's own words about what is wrong; null when nothing runs. */
  health: string | null
}

/** `status`: 0 when it runs, 1 when it does not. It says where, and what the console says of itself. */
export async function tellStatus({ json }: { json?: true }): Promise<number> {
  const running = readRunning()
  const status: Status = {
    running: running !== undefined,
    dataDirectory: env().dataDirectory,
    process: running?.process.pid ?? null,
    console: running?.consoleUrl ?? null,
    lab: running?.labVariables['LAB_URL_CONTROL'] ?? null,
    health: running === undefined ? null : await healthOf(running.consoleUrl),
  }
  print(json ? JSON.stringify(status, null, 2) : inWords(status))
  return status.running ? 0 : 1
}

function inWords({ running, dataDirectory, process, console, lab, health }: Status): string {
  if (!running) return `nothing runs on ${dataDirectory}; start it: npm run up`
  const lines = [`console  ${console} (${health})`, ...(lab === null ? [] : [`lab      ${lab}`])]
  return [`running as process ${process} on ${dataDirectory}`, ...lines].join('\n')
}

async function healthOf(url: string): Promise<string> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) })
    if (response.ok) return 'ok'
    const { problems } = (await response.json()) as { problems?: string[] }
    return problems?.join('; ') ?? `HTTP ${response.status}`
  } catch {
    return 'no answer'
  }
}
