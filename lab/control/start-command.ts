import type { StartCommandOptions } from './command-options'
import { resolve } from 'node:path'
import { environmentConfig, labConfig, type LabConfigInput, numberIn, readConfigFile } from '../config'
import { startLab } from '../start-lab'
import { LabCommandError } from './client-connect'
import { environmentLines } from './client-print-environment'

/** Starts the lab and says where everything is. It then runs until it is told to stop. */
export async function startCommand(options: StartCommandOptions, print: (line: string) => void): Promise<void> {
  const lab = await start(options).catch((error: unknown) => {
    throw new LabCommandError(error instanceof Error ? error.message : String(error))
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    lab.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

  print('lab ready')
  for (const [name, url] of Object.entries(lab.addresses)) print(`${name.padEnd(28)} ${url}`)
  print('\nenvironment')
  for (const line of environmentLines(lab.environment.variables)) print(line)
}

async function start({ data, scale, portBase, config: file }: StartCommandOptions) {
  const given: LabConfigInput = { dataDirectory: resolve(data) }
  if (scale !== undefined) given.timeScale = numberIn('--scale', scale)
  const config = labConfig(file === undefined ? {} : readConfigFile(file), environmentConfig(process.env), given)
  return startLab(config, portBase === undefined ? {} : { portBase: numberIn('--port-base', portBase) })
}
