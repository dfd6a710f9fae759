import { readFile } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { ExecutorError } from '@/lib/engine/ports'

/**
 * What a reference of an environment stands for: `file:NAME` below the secrets directory, `env:NAME` of this process.
 * Read at each use, so that a rotated secret acts at once; kept nowhere. A missing one means the system cannot be reached.
 */
export function createSecretReader(directory: string, variables: Readonly<Record<string, string | undefined>>) {
  return async (reference: string): Promise<string> => {
    const missing = (why: string) => new ExecutorError('unreachable', 'no-secret', `secret ${reference}: ${why}`)
    if (reference.startsWith('env:')) {
      const value = variables[reference.slice(4)]
      if (value === undefined || value === '') throw missing('not set in the worker')
      return value
    }
    const path = resolve(directory, reference.slice('file:'.length))
    if (!path.startsWith(directory + sep)) throw missing('outside the secrets directory')
    try {
      return (await readFile(path, 'utf8')).trim()
    } catch {
      throw missing('no such file in the secrets directory')
    }
  }
}
