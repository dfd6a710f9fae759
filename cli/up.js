import { build } from './build.js'
import { generate } from './generate.js'
import { install } from './install.js'
import { requireNode } from './require-node.js'
import { root } from './root.js'

/** `npm run up`: everything from a fresh clone to a running console. Plain JavaScript until TypeScript can be loaded. */
requireNode()
process.chdir(root)
try {
  install({ dev: false })
  generate()
  build()
} catch (error) {
  console.error(`Breakwater cannot start: ${error.message}`)
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
const { up } = await import('./up/run.ts')
// Whatever still waits for something has nothing left to wait for.
process.exit(await up())
