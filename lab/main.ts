import { environmentConfig, labConfig } from './config'
import { runLabCommand } from './control/run-lab-command'

/** The lab's own program: `tsx lab/main.ts start`, `tsx lab/main.ts fail us-east-1`. `LAB_CALLED_AS` is its name in help. */
async function main(): Promise<number> {
  const { dataDirectory, primary, standby } = labConfig(environmentConfig(process.env))
  const calledAs = process.env.LAB_CALLED_AS ?? 'lab'
  return runLabCommand(process.argv.slice(2), { dataDirectory, calledAs, regions: [primary, standby] })
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error && error.message.startsWith('lab configuration') ? error.message : error)
    process.exitCode = 1
  },
)
