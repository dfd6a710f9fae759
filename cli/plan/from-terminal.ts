import { resolve } from 'node:path'
import { env } from '@/lib/env'
import { variableName } from '@/lib/domain/plan/parse/fill-variables'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { CommandError } from '../command-error'
import { readRunning } from '../up/running-file'

/** A path as it was typed, seen from where it was typed: commands run in the clone. */
export function typed(path: string): string {
  return resolve(process.env['BREAKWATER_CALLED_FROM'] ?? '.', path)
}

/**
 * The variables the environment files name, as this process has them, else as the lab of a running `breakwater up`
 * gives them. They fill endpoints and nothing else; no other variable is looked at.
 */
export function variablesOf(files: PlanFiles): Record<string, string> {
  const lab = readRunning()?.labVariables ?? {}
  const names = files.environments.flatMap(({ text }) =>
    [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '').filter((name) => variableName.test(name)),
  )
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name] ?? lab[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The database of `DATABASE_URL`, else of the `breakwater up` that runs here. Throws CommandError when there is none. */
export function databaseHere(): string {
  const url = env().databaseUrl ?? readRunning()?.databaseUrl
  if (url === undefined) throw new CommandError('no database: nothing runs here; set DATABASE_URL', 2)
  return url
}
