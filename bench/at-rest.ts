import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { startStack } from '@/cli/rehearse/start-stack'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { startWebs } from './viewers/start-web'

const seconds = Number(process.env['SECONDS'] ?? 60)

/** What web, worker and PostgreSQL hold in memory when nothing happens, a minute after a page was opened: PSS, in MB. */
const cleanUp = createCleanUp()
try {
  const stack = await startStack({
    files: await readPlanDirectory('plans/orderflow'),
    environment: 'lab',
    timeScale: 1,
    say: () => undefined,
    cleanUp,
  })
  const [url = ''] = await startWebs(1, stack.databaseUrl, cleanUp)
  await stack.startWorker({ NEXTAUTH_URL: url })
  await fetch(`${url}/sign-in`)
  await fetch(`${url}/api/health`)
  await wait(seconds * 1_000)
  const held = { web: 0, worker: 0, PostgreSQL: 0 }
  for (const pid of descendants()) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const part = /postgres/.test(command)
      ? 'PostgreSQL'
      : /lib\/worker\/main/.test(command)
        ? 'worker'
        : /next/.test(command)
          ? 'web'
          : null
    if (part !== null) held[part] += proportionalMegabytes(pid)
  }
  const all = Object.values(held).reduce((sum, one) => sum + one, 0)
  const parts = Object.entries(held).map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`)
  console.log(`at rest: ${all.toFixed(0)} MB (${parts.join(', ')}), PSS after ${seconds} s`)
  await stack.stop()
} finally {
  await cleanUp.run()
}

/** Shared pages count once among those who share them, so that PostgreSQL's processes can be added up. */
function proportionalMegabytes(pid: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
  return Number(pss) / 1_024
}

function descendants(): number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    if (!Number.isInteger(pid)) return []
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return [[pid, Number(parent)] as const]
    } catch {
      return []
    }
  })
  const found = [process.pid]
  for (const pid of found) found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return found.slice(1)
}
