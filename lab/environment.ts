import { isAbsolute, join, relative, resolve } from 'node:path'
import type { LabSystem } from './core/contract'
import { identify } from './core/hold-directory'
import { writeFileAtomically } from './core/state-file'

export interface LabEnvironment {
  variables: Record<string, string>
  /** Absolute paths of the files written: kubeconfig, secrets. */
  files: string[]
}

/**
 * Writes every system's files into the data directory, readable by their owner only, and `lab.json`, by which the
 * CLI and environment files find this lab: its process, addresses and variables. Only its owner may read it.
 */
export function writeEnvironment(
  dataDirectory: string,
  addresses: Record<string, string>,
  systems: readonly LabSystem[],
): LabEnvironment {
  const root = resolve(dataDirectory)
  const parts = systems.flatMap((system) => system.environment?.(addresses) ?? [])
  const files = parts.flatMap((part) =>
    Object.entries(part.files).map(([name, content]) => {
      const file = insideOf(root, name)
      writeFileAtomically(file, content)
      return file
    }),
  )
  const urls = Object.entries(addresses).map(([name, url]) => [urlVariable(name), url])
  const variables: Record<string, string> = Object.assign(
    Object.fromEntries(urls),
    ...parts.map((part) => part.variables),
  )
  const about = {
    process: identify(process.pid),
    startedAt: new Date().toISOString(),
    control: addresses.control ?? null,
  }
  writeFileAtomically(join(root, 'lab.json'), JSON.stringify({ ...about, addresses, variables }, null, 2))
  return { variables, files }
}

/** `aws.us-east-1` is `LAB_URL_AWS_US_EAST_1`. */
export function urlVariable(listenerName: string): string {
  return `LAB_URL_${listenerName.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`
}

function insideOf(root: string, name: string): string {
  const file = resolve(root, name)
  const path = relative(root, file)
  if (path === '' || path.startsWith('..') || isAbsolute(path)) throw new Error(`${name} is outside the data directory`)
  return file
}
