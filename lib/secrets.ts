import { readFile } from 'node:fs/promises'
import { resolve, sep } from 'node:path'

/** A reference that stands for nothing here. Its message names the reference and never a value. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret'
}

export type SecretReader = (reference: string) => Promise<string>

/**
 * What a reference of an environment stands for: `file:NAME` below the secrets directory, `env:NAME` of this process.
 * Read at each use, so that a rotated secret acts at once; kept nowhere. Throws MissingSecret.
 */
export function createSecretReader(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
): SecretReader {
  return async (reference) => {
    const missing = (why: string) => new MissingSecret(`secret ${reference}: ${why}`)
    if (reference.startsWith('env:')) {
      const value = variables[reference.slice('env:'.length)]
      if (value === undefined || value === '') throw missing('not set in this process')
      return value
    }
    const path = resolve(directory, reference.slice('file:'.length))
    if (!path.startsWith(resolve(directory) + sep)) throw missing('outside the secrets directory')
    try {
      return (await readFile(path, 'utf8')).trim()
    } catch {
      throw missing('no such file in the secrets directory')
    }
  }
}
