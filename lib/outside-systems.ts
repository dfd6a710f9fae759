import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SystemDefinition } from '@/lib/domain/system/define-system'
import { systemKit, type SystemKit } from '@/lib/domain/system/kit'
import { addSystem, outsideSystems } from '@/lib/domain/system/outside'

/** Thrown with the folder, and what to put there instead. */
export class OutsideSystemError extends Error {
  override readonly name = 'OutsideSystemError'
}

/**
 * Adds the systems of others that BREAKWATER_SYSTEMS names, each a folder or a package with `system.mjs` in it. Its
 * default export is given the kit and gives a system. Only whoever runs the process names them; no plan does.
 */
export async function addOutsideSystems(places: readonly string[]): Promise<SystemDefinition[]> {
  const added: SystemDefinition[] = []
  for (const place of places) {
    const state = await half<(kit: SystemKit) => SystemDefinition>(place, 'system')
    const system = said(place, () => state(systemKit))
    // What is named twice in one process is added once.
    const known = outsideSystems().find(({ kind }) => kind === system.kind)
    if (known === undefined) said(place, () => addSystem(system))
    added.push(known ?? system)
  }
  return added
}

/** A part of an outside system: the default export of `system.mjs`, `executors.mjs` or `contract.mjs` (or `.js`) in its folder. */
export async function half<F>(place: string, name: 'system' | 'executors' | 'contract'): Promise<F> {
  const file = fileOf(place, name)
  if (file === undefined) throw new OutsideSystemError(`${place}: there is no ${name}.mjs in ${folderOf(place)}`)
  let loaded: { default?: unknown }
  try {
    // The bundler of the web process leaves it alone: it is not there yet when that is built.
    loaded = (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ pathToFileURL(file).href)) as object
  } catch (error) {
    throw new OutsideSystemError(`${place}: ${name} could not be loaded: ${words(error)}`, { cause: error })
  }
  if (typeof loaded.default !== 'function')
    throw new OutsideSystemError(`${place}: ${name} has to export a function by default: export default (kit) => ...`)
  return loaded.default as F
}

function folderOf(place: string): string {
  return /^[./]/.test(place) ? resolve(place) : resolve('node_modules', place)
}

export function fileOf(place: string, name: string): string | undefined {
  return [`${name}.mjs`, `${name}.js`].map((one) => join(folderOf(place), one)).find(existsSync)
}

/** What an outside half says when it is called, with its place before it. */
export function said<R>(place: string, call: () => R): R {
  try {
    return call()
  } catch (error) {
    throw new OutsideSystemError(`${place}: ${words(error)}`, { cause: error })
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
