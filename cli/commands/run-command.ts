import { CommanderError, type Command } from 'commander'
import { EnvironmentError } from '@/lib/env'
import { OutsideSystemError } from '@/lib/outside-systems'
import { CommandError } from '../command-error'
import { createProgram } from './create-program'
import { complain, print } from '../terminal'

/** Runs the command the words name. Gives the exit code: 0 done or asked for help, 1 failed, 2 misused. */
export async function runCommand(argv: readonly string[], create = createProgram): Promise<number> {
  let code = 0
  const program = create((ended) => (code = ended))
  eachCommand(program, (command) =>
    command
      .exitOverride()
      .showHelpAfterError(`(${pathOf(command)} --help says how it is used)`)
      .configureOutput({
        writeOut: (text) => print(text.replace(/\n$/, '')),
        writeErr: (text) => complain(text.replace(/\n$/, '')),
      }),
  )
  try {
    await program.parseAsync(wordsOf(program, argv), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const told = tellable(error)
    if (told === null) throw error
    complain(`breakwater: ${told.message}`)
    return told.code
  }
}

/** `help X Y` is `X Y --help`, whichever program X is; a command that was given nothing it needs is asked for its help. */
function wordsOf(program: Command, argv: readonly string[]): string[] {
  const [first, ...rest] = argv
  const asked = first === 'help' ? rest : argv
  return first === 'help' || asksForNothing(program, argv) ? [...asked, '--help'] : [...asked]
}

/** Whether the words only name a command that needs more of them: it answers with its help and starts nothing. */
function asksForNothing(program: Command, argv: readonly string[]): boolean {
  let command: Command | undefined = program
  for (const word of argv) command = command?.commands.find((child) => child.name() === word)
  return command !== undefined && (command.commands.length > 0 || command.options.some(({ mandatory }) => mandatory))
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}

function eachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) eachCommand(child, visit)
}

/** What a person can mend, in a sentence; null for a bug, which shows itself whole. */
function tellable(error: unknown): { message: string; code: number } | null {
  if (error instanceof CommandError) return { message: error.message, code: error.exitCode }
  if (error instanceof EnvironmentError) return { message: error.message, code: 2 }
  if (error instanceof OutsideSystemError) return { message: error.message, code: 2 }
  // A file that is not there, a database that does not answer: the system's own words say which.
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { message: lastParagraph(error.message) || error.code, code: 1 }
  return null
}

/** The database client puts the place in our code first, which nobody at a terminal can mend. */
const lastParagraph = (text: string) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .at(-1) ?? ''
