import { parseArgs } from 'node:util'
import { addFault } from './client-add-fault'
import { connectToLab, type ControlClient, LabCommandError } from './client-connect'
import { printEnvironment } from './client-print-environment'
import { parseDuration } from './parse-duration'

export const labCommandUsage = `breakwater lab env                                     the environment of the running lab, for aws, kubectl and others
breakwater lab state | effects                         what the lab is, what was done to it
breakwater lab fail REGION [--mode dark|dark-hang|cut-off]
breakwater lab heal REGION
breakwater lab lag [orders] 3s
breakwater lab acknowledge [KEY]                       what the person on call does in PagerDuty
breakwater lab fault deny|throttle|slow|reply-lost|stuck [--system S] [--region R] [--operation O] [--times N] [--delay 2s]
breakwater lab fault clear
breakwater lab reset`

interface Options {
  dataDirectory: string
  print?: (line: string) => void
  printError?: (line: string) => void
}

/** Runs one command against the running lab; gives the exit code: 0 done, 1 refused or no lab, 2 not a command. */
export async function runLabCommand(argv: readonly string[], options: Options): Promise<number> {
  const print = options.print ?? console.log
  const printError = options.printError ?? console.error
  const [command, ...rest] = argv
  const run = command !== undefined && Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!run) {
    printError(labCommandUsage)
    return 2
  }
  try {
    await run(connectToLab(options.dataDirectory), rest, print)
    return 0
  } catch (error) {
    if (!(error instanceof LabCommandError) && !wrongArguments(error)) throw error
    printError(`breakwater lab ${command}: ${error.message}`)
    return 1
  }
}

type Command = (client: ControlClient, argv: string[], print: (line: string) => void) => Promise<void>

const commands: Record<string, Command> = {
  env: async (client, _argv, print) => printEnvironment(client, print),
  state: async (client, _argv, print) => print(pretty(await client.get('/state'))),
  effects: async (client, _argv, print) => print(pretty(await client.get('/effects'))),
  fail: async (client, argv, print) => {
    const options = { mode: { type: 'string', default: 'dark' } } as const
    const { positionals, values } = parseArgs({ args: argv, allowPositionals: true, options })
    const path = `/regions/${encodeURIComponent(only(positionals, 'a region'))}/fail`
    print(pretty(await client.send('POST', path, values)))
  },
  heal: async (client, argv, print) => {
    const path = `/regions/${encodeURIComponent(only(argv, 'a region'))}/heal`
    print(pretty(await client.send('POST', path)))
  },
  lag: async (client, argv, print) => {
    const [store, duration] = argv.length === 1 ? ['orders', argv[0]] : argv
    if (duration === undefined || argv.length > 2) throw new LabCommandError('lag needs a store and a duration')
    print(pretty(await client.send('POST', '/lag', { store, milliseconds: parseDuration(duration) })))
  },
  acknowledge: async (client, argv, print) =>
    print(pretty(await client.send('POST', '/acknowledge', argv[0] === undefined ? {} : { key: only(argv, 'a key') }))),
  fault: async (client, argv, print) => print(pretty(await addFault(client, argv))),
  reset: async (client, _argv, print) => print(pretty(await client.send('POST', '/reset'))),
}

function only(argv: readonly string[], what: string): string {
  const [one, ...rest] = argv
  if (one === undefined || rest.length > 0) throw new LabCommandError(`expected ${what}`)
  return one
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** What `parseArgs` throws for an unknown or incomplete option. */
function wrongArguments(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
