#!/usr/bin/env node
import { requireNode } from './require-node.js'
import { root } from './root.js'

requireNode()
/** Where the command was typed: file names among its arguments are meant from there. */
process.env.BREAKWATER_CALLED_FROM = process.cwd()
process.chdir(root)
const [command, ...rest] = process.argv.slice(2)
if (command === 'up') {
  await import('./up.js')
} else {
  const { install } = await import('./install.js')
  const { generate } = await import('./generate.js')
  try {
    install({ dev: false })
    generate()
  } catch (error) {
    console.error(`breakwater: ${error.message}`)
    process.exit(1)
  }
  const { register } = await import('tsx/esm/api')
  register()
  const { runCommand } = await import('./commands/run-command.ts')
  process.exitCode = await runCommand(command === undefined ? [] : [command, ...rest])
}
