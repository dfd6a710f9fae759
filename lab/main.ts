import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { environmentConfig, labConfig, type LabConfigInput, numberIn, readConfigFile } from './config'
import { environmentLines } from './control/client-print-environment'
import { startLab } from './start-lab'

/** Starts the lab alone: `tsx lab/main.ts [--data DIR] [--scale N] [--port-base N] [--config FILE]`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      scale: { type: 'string' },
      'port-base': { type: 'string' },
      config: { type: 'string' },
    },
  })
  const given: LabConfigInput = {}
  if (values.data !== undefined) given.dataDirectory = values.data
  if (values.scale !== undefined) given.timeScale = numberIn('--scale', values.scale)
  const file = values.config === undefined ? {} : readConfigFile(values.config)
  const config = labConfig(file, environmentConfig(process.env), given)
  const portBase = values['port-base']
  const lab = await startLab(
    { ...config, dataDirectory: resolve(config.dataDirectory) },
    portBase === undefined ? {} : { portBase: numberIn('--port-base', portBase) },
  )

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    lab.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  console.log('lab ready')
  for (const [name, url] of Object.entries(lab.addresses)) console.log(`${name.padEnd(28)} ${url}`)
  console.log('\nenvironment')
  for (const line of environmentLines(lab.environment.variables)) console.log(line)
}

function fail(error: unknown): never {
  console.error(`lab: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

main().catch(fail)
