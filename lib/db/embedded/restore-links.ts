import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * The package ships its library links as a list, which its install script turns into links. Where scripts were not
 * run (`npm ci --ignore-scripts`) the server would not start: make those that are missing.
 */
export async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    // Both are in the same folder of the package, and named from its root.
    const path = join(dirname(native), target)
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw new Error(`cannot link ${path}: ${error.message}`, { cause: error })
    })
    if (dirname(source) !== dirname(target)) throw new Error(`unexpected link ${target} in ${native}`)
  }
}
