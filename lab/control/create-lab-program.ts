import type { FaultOptions, StartCommandOptions } from './command-options'
import { Command, Option } from 'commander'
import { version } from '../../package.json'
import type { ControlClient } from './client-connect'
import { connectToLab, LabCommandError } from './client-connect'

export interface ProgramOptions {
  /** How people call it: it is a program of its own, and `breakwater lab` as well. */
  calledAs: string
  dataDirectory: string
  /** The regions of this configuration, for those who complete words. */
  regions: readonly string[]
  print: (line: string) => void
  finish: (code: number) => void
}

/** Every command of the lab. What a command needs is loaded when it is called: help starts nothing. */
export function createLabProgram({ calledAs, dataDirectory, regions, print, finish }: ProgramOptions): Command {
  const program = new Command(calledAs)
    .description(
      'OrderFlow in two regions, on this machine, on real protocols: starts it, or commands the running one.',
    )
    .enablePositionalOptions()
    .version(version, '-V, --version', 'print the version')
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .version(version, '-V, --version', 'print the version')
      .option('--data <dir>', "the lab's data directory", dataDirectory)
  const sends =
    <A extends unknown[]>(act: (client: ControlClient, ...given: A) => Promise<unknown>) =>
    async (...given: [...A, { data: string }, Command]) => {
      const { data } = given.at(-2) as { data: string }
      print(pretty(await act(connectToLab(data), ...(given as unknown as A))))
    }
  const region = () => program.createArgument('<region>', 'a region of the lab')

  command('start', 'Starts the lab alone, where it was when it stopped; prints addresses and environment.')
    .option('--scale <n>', "how many times faster than its configuration the lab's time runs")
    .option('--port-base <n>', 'give listeners without a port of their own this port and the following')
    .option('--config <file>', 'a configuration to go over the defaults of lab/orderflow.json')
    .action(async (options: StartCommandOptions) => (await import('./start-command')).startCommand(options, print))
  command('status', 'Says whether the lab runs, where, and how its regions are. Ends with 1 when it does not run.')
    .addOption(new Option('--json', 'print the facts as JSON'))
    .action(async (options: { data: string; json?: true }) =>
      finish(await (await import('./client-status')).printStatus(options, print)),
    )
  command('env', 'Prints the environment of the running lab, for aws, kubectl and others, one NAME=value a line.')
    .addOption(new Option('--json', 'print it as JSON'))
    .action(async ({ data, json }: { data: string; json?: true }) => {
      const { printEnvironment } = await import('./client-print-environment')
      await printEnvironment(connectToLab(data), print, json)
    })
  command('state', 'Prints everything there is to see of the lab, as JSON.').action(
    sends((client) => client.get('/state')),
  )
  command('effects', 'Prints what was done to its systems, as JSON.').action(sends((client) => client.get('/effects')))
  command('fail', 'Takes a region away.')
    .addArgument(region())
    .addOption(
      new Option('--mode <mode>', 'connections reset, or never answered, or cut off from the rest')
        .choices(['dark', 'dark-hang', 'cut-off'])
        .default('dark'),
    )
    .action(
      sends((client, name: string, { mode }: { mode: string }) =>
        client.send('POST', `/regions/${encodeURIComponent(name)}/fail`, { mode }),
      ),
    )
  command('heal', 'Brings a region back.')
    .addArgument(region())
    .action(sends((client, name: string) => client.send('POST', `/regions/${encodeURIComponent(name)}/heal`)))
  command('lag', 'Sets how far the standby of a store is behind: lag 3s, or lag orders 3s.')
    .argument('<lag...>', 'a duration, or a store and a duration')
    .action(
      sends(async (client, [first = '', second, ...more]: string[]) => {
        const { parseDuration } = await import('./parse-duration')
        if (more.length > 0) throw new LabCommandError('a store and a duration is all that lag takes')
        const [store, duration] = second === undefined ? ['orders', first] : [first, second]
        return client.send('POST', '/lag', { store, milliseconds: parseDuration(duration) })
      }),
    )
  command('acknowledge', 'Does what the person on call does in PagerDuty.')
    .argument('[key]', 'the page; the newest without it')
    .action(
      sends((client, key: string | undefined) => client.send('POST', '/acknowledge', key === undefined ? {} : { key })),
    )
  command('fault', 'Makes systems fail, or clears every fault.')
    .addArgument(program.createArgument('<kind>').choices(['deny', 'throttle', 'slow', 'reply-lost', 'stuck', 'clear']))
    .option('--system <name>', 'only this system')
    .option('--region <name>', 'only this region')
    .option('--operation <name>', 'only this operation')
    .option('--times <n>', 'so many times; without it until cleared')
    .option('--delay <duration>', 'how slow, for the kind slow')
    .action(
      sends(async (client, kind: string, { data: _, ...fault }: FaultOptions) =>
        (await import('./client-add-fault')).addFault(client, kind, fault),
      ),
    )
  command('reset', "Starts the lab's world anew; addresses, credentials and who receives its alerts stay.").action(
    sends((client) => client.send('POST', '/reset')),
  )
  program
    .command('describe', { hidden: true })
    .description('Prints the commands as JSON, for those who complete words.')
    .action(async () => {
      const { describeCommands } = await import('./describe-commands')
      print(JSON.stringify(describeCommands(program, regions)))
    })
  return program
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
