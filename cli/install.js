import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runLeashed } from './leash/run-leashed.js'
import { root } from './root.js'

/**
 * Runs `npm ci` unless node_modules holds exactly what package-lock.json says. npm writes its own list last, so an
 * interrupted installation is seen; so is a lock file that came with the last `git pull`.
 */
export function install({ dev }) {
  if (isInstalled(dev)) return
  console.error('Installing dependencies (npm ci) ...')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? ['--include=dev'] : [])]
  const { status, error } = runLeashed('npm', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (error !== undefined) throw new Error(`npm could not be started: ${error.message}`)
  if (status !== 0) throw new Error('npm ci failed; its words are above')
}

function isInstalled(dev) {
  let present
  try {
    present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  } catch {
    return false
  }
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, dev: onlyDev, devOptional, link }]) =>
      path === '' ||
      link ||
      // Packages for other machines are listed and absent.
      (optional && present[path] === undefined) ||
      ((onlyDev || devOptional) && !dev && present[path] === undefined) ||
      present[path]?.version === version,
  )
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) install({ dev: process.argv.includes('--dev') })
