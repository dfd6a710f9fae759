import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { env } from '@/lib/env'

/** Options of the lab's own program: without any other word, the lab is started. */
const startsLab = (argv: readonly string[]) => argv.length === 0 || argv[0]?.startsWith('--')

/**
 * The lab is another program, which the console's side never loads: a command for it runs in a process of its own, in
 * the lab's folder below the data directory.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const data = join(env().dataDirectory, 'lab')
  const args = startsLab(argv) ? ['lab/main.ts', '--data', data, ...argv] : commandArguments(data, argv)
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: 'inherit' })
  // Ctrl-C reaches the lab as well, from the terminal: it ends by itself, and we after it.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

function commandArguments(data: string, argv: readonly string[]): string[] {
  const program = pathToFileURL('lab/control/run-lab-command.ts').href
  const script = `
    const { runLabCommand } = await import(${JSON.stringify(program)})
    process.exitCode = await runLabCommand(process.argv.slice(1), {
      dataDirectory: ${JSON.stringify(data)}, print: (line) => console.log(line) })`
  return ['--input-type=module', '--eval', script, '--', ...argv]
}
