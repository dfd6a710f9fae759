import { open, realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'

/** A reference that stands for nothing here. Its message names the reference and never a value. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret'
}

export type SecretReader = (reference: string) => Promise<string>

/** Only what is named so is a secret of a plan: any other variable is the process's own business. */
const variablePrefix = 'BREAKWATER_SECRET_'

/**
 * What a reference of an environment stands for: `file:NAME` below the secrets directory, `env:BREAKWATER_SECRET_NAME`
 * of this process. Read at each use, so that a rotated secret acts at once; kept nowhere. Throws MissingSecret.
 */
export function createSecretReader(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
): SecretReader {
  return async (reference) => {
    const missing = (why: string) => new MissingSecret(`secret ${reference}: ${why}`)
    if (reference.startsWith('env:')) {
      const name = reference.slice('env:'.length)
      if (!name.startsWith(variablePrefix)) throw missing(`a variable must begin with ${variablePrefix}`)
      const value = variables[name]
      if (value === undefined || value === '') throw missing('not set in this process')
      return value
    }
    const path = resolve(directory, reference.slice('file:'.length))
    const [within, real] = await Promise.all([realpath(directory), realpath(path)]).catch(() => {
      throw missing('no such file in the secrets directory')
    })
    // Links within are how a mounted secret is replaced in one step; one that leads out is not of this directory.
    if (!path.startsWith(resolve(directory) + sep) || !real.startsWith(within + sep))
      throw missing('outside the secrets directory')
    return readClosed(real, missing)
  }
}

/** Reads a file that nobody else on the machine can: what is said of it and what is read of it are one open file. */
async function readClosed(path: string, missing: (why: string) => MissingSecret): Promise<string> {
  const file = await open(path).catch(() => {
    throw missing('the file cannot be read')
  })
  try {
    const { mode, uid } = await file.stat()
    const others = (mode & 0o007) !== 0
    // A mount gives the file of another owner to this process by its group; of one's own files that opens it to more.
    const group = (mode & 0o070) !== 0 && uid === process.getuid?.()
    if (others || group) throw missing(`others on this machine may read it. Run: chmod 600 ${path}`)
    const value = (await file.readFile('utf8')).trim()
    // One that is just being written anew: no answer to whoever sent the right one.
    if (value === '') throw missing('the file is empty')
    return value
  } finally {
    await file.close()
  }
}
