import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { startChild } from '@/cli/rehearse/child'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { endOnSignal } from '@/cli/rehearse/end-on-signal'
import { startStack } from '@/cli/rehearse/start-stack'
import { findFreePort } from '@/lib/db/embedded/find-free-port'
import { quickPlan, quickScale, quickServiceTimes } from '@/lib/testing/quick-plan'

/** A promotion of five seconds and a watch of twenty: long enough for a person to look at what goes on. */
const serviceTimes = { ...quickServiceTimes, auroraFailover: 30_000 }
const watch = '2m'

/**
 * A whole installation for one browser test: database, lab, worker, console, with waits that a test can afford. Prints
 * one JSON line when it is ready and goes on until its standard input ends. A line there is the folder of another build:
 * the console is started again from it, and a line says when.
 */
async function main(): Promise<void> {
  const say = (line: string) => console.error(line)
  const cleanUp = createCleanUp()
  endOnSignal(cleanUp)
  const stack = await startStack({
    files: await quickPlan({ watch, telling: true }),
    environment: 'lab',
    timeScale: quickScale,
    serviceTimes,
    say,
    cleanUp,
  })
  const end = async (code: number) => {
    await stack.stop()
    process.exit(code)
  }
  stack.lost.catch(async (error: unknown) => {
    say(String(error))
    await end(1)
  })
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  await stack.startWorker({ NEXTAUTH_URL: url })
  const sessionSecret = randomBytes(32).toString('hex')
  const startConsole = (build: string) =>
    startChild({
      args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
      env: {
        DATABASE_URL: stack.databaseUrl,
        BREAKWATER_SECRETS: stack.secretsDirectory,
        NODE_ENV: 'production',
        NEXT_DIST_DIR: build,
        NEXTAUTH_SECRET: sessionSecret,
        NEXTAUTH_URL: url,
      },
      ready: (line) => line.includes('Ready'),
      onLost: (words) => {
        say(words)
        void end(1)
      },
      cleanUp,
    })
  let web = await startConsole(process.env['NEXT_DIST_DIR'] ?? '.next')
  await stack.sendAlertsTo(`${url}/api/alerts/${stack.planKey}/lab`)
  console.log(JSON.stringify({ url, variables: stack.variables, databaseUrl: stack.databaseUrl }))
  for await (const build of createInterface({ input: process.stdin })) {
    await web.stop()
    web = await startConsole(build)
    console.log('restarted')
  }
  await end(0)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
