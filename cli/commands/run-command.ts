import { EnvironmentError } from '@/lib/env'
import { commands, type Command } from './registry'

/** Finds the command the words name and runs it with the rest. Gives the exit code. */
export async function runCommand(
  argv: readonly string[],
  known: Readonly<Record<string, Command>> = commands,
): Promise<number> {
  const found = find(argv, known)
  if (found === undefined) {
    const asked = argv.length === 0 || ['help', '--help', '-h'].includes(argv[0] ?? '')
    if (!asked) console.error(`breakwater: no command ${argv.join(' ')}`)
    for (const line of listCommands(known)) (asked ? console.log : console.error)(line)
    return asked ? 0 : 2
  }
  try {
    const { run } = await found.command.load()
    return await run(found.rest)
  } catch (error) {
    if (error instanceof EnvironmentError || isMisuse(error)) {
      console.error(`breakwater ${found.name}: ${error.message}`)
      return 2
    }
    throw error
  }
}

function find(argv: readonly string[], known: Readonly<Record<string, Command>>) {
  for (const length of [2, 1]) {
    const name = argv.slice(0, length).join(' ')
    const command = Object.hasOwn(known, name) ? known[name] : undefined
    if (command !== undefined) return { name, command, rest: argv.slice(length) }
  }
  return undefined
}

function listCommands(known: Readonly<Record<string, Command>>): string[] {
  const lines = Object.entries(known).map(([name, { usage, summary }]) => `  ${name} ${usage}\n      ${summary}`)
  return ['breakwater COMMAND', '', '  up', '      installs, builds and starts everything on this machine', ...lines]
}

/** What `parseArgs` throws for an unknown or incomplete option. */
function isMisuse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
