#!/usr/bin/env node
import { requireNode } from './require-node.js'
import { root } from './root.js'

requireNode()
/** Where the command was typed: file names among its arguments are meant from there. */
process.env.BREAKWATER_CALLED_FROM = process.cwd()
process.chdir(root)
const words = process.argv.slice(2)
// Whoever reads what is printed may stop reading, as `head` does: then there is nothing left to say.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
// A shell that asks for completions gets them, or nothing; it is never made to wait for an installation.
if (words[0] !== 'complete') {
  const { install } = await import('./install.js')
  try {
    install({ dev: false })
    const { generate } = await import('./generate.js')
    generate()
  } catch (error) {
    console.error(`breakwater: ${error.message}`)
    process.exit(1)
  }
}
const { register } = await import('tsx/esm/api')
register()
const { runCommand } = await import('./commands/run-command.ts')
process.exitCode = await runCommand(words)
// Whatever still waits for something, after everything was stopped, has nothing left to wait for.
if (words[0] === 'up') process.exit()
