import type { RehearseOptions } from './command-options'
import { access } from 'node:fs/promises'
import { constants } from 'node:fs'
import { dirname } from 'node:path'
import { CommandError } from '../command-error'
import { typed } from '../plan/from-terminal'
import { readScenario } from '../rehearse/scenario'

/** `rehearse`: everything that can be wrong with the words is said before anything is started. */
export async function rehearse(options: RehearseOptions): Promise<number> {
  const directory = typed(options.plan)
  const scenario = await readScenario(directory, options.scenario, options.plan)
  const file = options.export === undefined ? null : typed(options.export)
  const force = options.force === true
  if (file !== null) await refuseToOverwrite(file, force)
  const { runRehearsal } = await import('../rehearse/run-rehearsal')
  const evidence = file === null ? null : { file, force }
  return runRehearsal({ directory, scenario, fast: options.fast === true, json: options.json === true, evidence })
}

/** Throws CommandError where something is in the way: before a rehearsal, not after it. */
async function refuseToOverwrite(file: string, force: boolean): Promise<void> {
  if (!(await can(dirname(file), constants.W_OK))) throw new CommandError(`${dirname(file)} cannot be written to`, 2)
  if (!force && (await can(file, constants.F_OK)))
    throw new CommandError(`${file} is there already; --force writes over it`, 2)
}

const can = (file: string, mode: number) =>
  access(file, mode).then(
    () => true,
    () => false,
  )
