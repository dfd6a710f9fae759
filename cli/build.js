import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { actionsKey } from './actions-key.js'
import { runLeashed } from './leash/run-leashed.js'
import { root } from './root.js'

const folders = ['app', 'components', 'lib', 'public', 'prisma']
/** Files of the root that say nothing about the build. */
const aside = /^(eslint|vitest|playwright)\.config\.|\.md$|^next-env\.d\.ts$/
const notBuilt = /\.(test|spec)\.tsx?$/

/** Builds the console unless the build that is there was made of the same sources, with the same key for its actions. */
export function build() {
  const output = join(root, process.env.NEXT_DIST_DIR ?? '.next')
  const stamp = join(output, 'built-from')
  const key = actionsKey()
  const sources = hashSources()
  const name = process.env.BREAKWATER_BUILD ?? sources.slice(0, 16)
  const madeOf = `${name} ${sources} ${createHash('sha256').update(key).digest('hex')}\n`
  if (existsSync(join(output, 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) return
  // Gone first: an interrupted build must not pass for this one.
  rmSync(stamp, { force: true })
  console.error('Building the console (next build) ...')
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
    BREAKWATER_BUILD: name,
  }
  const { status, stdout, stderr } = runLeashed(process.execPath, [next, 'build'], { cwd: root, env, encoding: 'utf8' })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    throw new Error('the console could not be built; the words of next build are above')
  }
  writeFileSync(stamp, madeOf)
}

function hashSources() {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  for (const entry of readdirSync(root, { withFileTypes: true }).sort(byName)) {
    if (entry.isFile() && /\.(js|mjs|ts|json)$/.test(entry.name) && !aside.test(entry.name)) add(entry.name)
  }
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort(byName)) {
      const path = `${folder}/${entry.name}`
      if (path === 'lib/db/generated' || path === 'lib/testing') continue
      if (entry.isDirectory()) walk(path)
      else if (!notBuilt.test(entry.name)) add(path)
    }
  }
  for (const folder of folders) if (existsSync(join(root, folder))) walk(folder)
  return hash.digest('hex')
}

const byName = (a, b) => (a.name < b.name ? -1 : 1)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build()
