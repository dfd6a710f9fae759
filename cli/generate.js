import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runLeashed } from './leash/run-leashed.js'
import { root } from './root.js'

const output = join(root, 'lib', 'db', 'generated')
const stamp = join(output, 'generated-from')

/** Makes the database client from prisma/schema.prisma, unless that of the same schema and version is there. */
export function generate() {
  const require = createRequire(import.meta.url)
  const { version } = require('prisma/package.json')
  const schema = join(root, 'prisma', 'schema.prisma')
  const source = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return
  const prisma = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
  // Generating needs no schema engine, but the program looks for one and would download it.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const run = runLeashed(process.execPath, [prisma, 'generate', '--schema', schema], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}${run.stderr}`)
    throw new Error('the database client could not be generated')
  }
  writeFileSync(stamp, source)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) generate()
