import { CommanderError, type Command } from 'commander'
import { LabCommandError } from './client-connect'
import { createLabProgram } from './create-lab-program'

interface Options {
  dataDirectory: string
  calledAs?: string
  regions?: readonly string[]
  print?: (line: string) => void
  printError?: (line: string) => void
}

/** Runs one command of the lab; gives the exit code: 0 done or asked for help, 1 refused or no lab, 2 misused. */
export async function runLabCommand(argv: readonly string[], options: Options): Promise<number> {
  const { print = console.log, printError = console.error, calledAs = 'breakwater lab', regions = [] } = options
  let code = 0
  const finish = (ended: number) => (code = ended)
  const program = createLabProgram({ calledAs, dataDirectory: options.dataDirectory, regions, print, finish })
  const plain = (text: string) => text.replace(/\n$/, '')
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showHelpAfterError(`(${nameOf(command, program)} --help says how it is used)`)
      .configureOutput({ writeOut: (text) => print(plain(text)), writeErr: (text) => printError(plain(text)) })
  }
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof LabCommandError)) throw error
    printError(`${calledAs} ${argv[0] ?? ''}: ${error.message}`)
    return 1
  }
}

const nameOf = (command: Command, program: Command) =>
  command === program ? program.name() : `${program.name()} ${command.name()}`
