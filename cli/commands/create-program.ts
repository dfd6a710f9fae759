import type { RehearseOptions, VerifyOptions } from './command-options'
import { Command, Option } from 'commander'
import { version } from '../../package.json'
import { CommandError } from '../command-error'

/**
 * Every command of `breakwater`, and nothing that runs: a command's program is loaded when it is called, so that help
 * and completion are quick. Each gives an exit code: 0 done, 1 found something wrong or failed, 2 misused.
 */
export function createProgram(finish: (code: number) => void): Command {
  const ends =
    <A extends unknown[]>(run: (...given: A) => Promise<number>) =>
    async (...given: A) =>
      finish(await run(...given))
  const program = new Command('breakwater')
    .description('Disaster-recovery command console: a plan that executes, two-person control, proof afterwards.')
    .enablePositionalOptions()
    .hook('preAction', async (_, asked) => {
      if (readsNoPlan.has(asked.name())) return
      const { addOutsideSystems, OutsideSystemError } = await import('@/lib/outside-systems')
      const { env, EnvironmentError } = await import('@/lib/env')
      let systems: string[] = []
      try {
        systems = env().systems
      } catch (error) {
        // The command says it itself, in its own way.
        if (!(error instanceof EnvironmentError)) throw error
      }
      await addOutsideSystems(systems).catch((error: unknown) => {
        throw error instanceof OutsideSystemError ? new CommandError(`BREAKWATER_SYSTEMS: ${error.message}`, 2) : error
      })
    })

  program
    .command('up')
    .summary('Installs, builds and starts everything on this machine.')
    .description('Installs, builds and starts database, lab, worker and console, until Ctrl-C. npm run up is the same.')
    .action(ends(async () => (await import('./up')).startUp()))
  program
    .command('status')
    .summary('Says whether breakwater up runs here, and where.')
    .description('Says whether breakwater up runs on this data directory, and where. Ends with 1 when it does not.')
    .addOption(json())
    .action(ends(async (options: { json?: true }) => (await import('./status')).tellStatus(options)))

  const plan = program.command('plan').description('Checks and imports plans.')
  plan
    .command('check')
    .description('Checks a plan with its environments and people; every problem is file:line:column message.')
    .argument('<dir>', "the plan's directory")
    .option('--environment <name>', 'an environment whose variables must all be set')
    .addOption(json())
    .action(
      ends(async (dir: string, options: { environment?: string; json?: true }) =>
        (await import('./plan-check')).checkPlan(dir, options),
      ),
    )
  plan
    .command('import')
    .description('Imports a plan with these environments into DATABASE_URL, or into what runs here.')
    .argument('<dir>', "the plan's directory")
    .addOption(
      new Option('--environment <name>', 'an environment to import; may be given several times')
        .argParser((name: string, before: string[] | undefined) => [...(before ?? []), name])
        .makeOptionMandatory(),
    )
    .addOption(json())
    .action(
      ends(async (dir: string, options: { environment: string[]; json?: true }) =>
        (await import('./plan-import')).importFrom(dir, options),
      ),
    )
  plan
    .command('schema')
    .description('Writes the JSON Schemas for editors.')
    .argument('[dir]', 'where to; the clone keeps its own in plans/', 'plans')
    .action(ends(async (dir: string) => (await import('./plan-schema')).writeSchemas(dir)))

  const system = program.command('system').description('Systems of your own (docs/own-systems.md).')
  system
    .command('check')
    .description('Loads both halves of a system and tries, without the real one, what every system has to keep.')
    .argument('<path>', 'its folder')
    .addOption(json())
    .action(
      ends(async (path: string, options: { json?: true }) =>
        (await import('./system-check')).checkOutsideSystem(path, options),
      ),
    )

  const people = program.command('people').description('Accounts of people.')
  people
    .command('password')
    .description(
      'Gives an account another password, asked for in the terminal or read from standard input, and ends its sessions.',
    )
    .argument('<login>')
    .addOption(json())
    .action(
      ends(async (login: string, options: { json?: true }) =>
        (await import('./people-password')).changePassword(login, options),
      ),
    )

  const journal = program.command('journal').description('Proof of what was done.')
  journal
    .command('verify')
    .description(
      'Checks the hash chain of an export, without the server, or of a database; names the first broken entry.',
    )
    .argument('[file]', 'an export as JSON or CSV; with --database, the URL of the database')
    .option('--database', 'check a database: the URL given, DATABASE_URL, or what runs here')
    .option('--head <number:hash>', 'an entry that was kept elsewhere and must be in the export')
    .option('--recorded <number:hash>', 'the entry by which the console recorded this export')
    .addOption(json())
    .action(
      ends(async (file: string | undefined, options: VerifyOptions) =>
        (await import('./journal-verify')).verify(file, options),
      ),
    )

  program
    .command('rehearse')
    .summary('Plays a whole failover against a lab of its own.')
    .description(
      'Plays a whole failover against a lab of its own, with scripted people, and says what was measured. Ends with 0 ' +
        'only if every tier of the scenario came back, nothing was done twice, the journal verifies, and no promise ' +
        "was missed that the plan's own figures could keep.",
    )
    .requiredOption('--plan <dir>', "the plan's directory")
    .requiredOption('--scenario <name>', "a file of the plan's scenarios/")
    .option('--fast', "run the lab's time faster, as the scenario says; verdicts are then not measured")
    .addOption(json())
    .option('--export <file>', 'keep the evidence as JSON, which journal verify takes; also of a failed rehearsal')
    .option('--force', 'write --export over a file that is there')
    .action(ends(async (options: RehearseOptions) => (await import('./rehearse')).rehearse(options)))

  // A program of its own with commands and help of its own: it is given every word as it stands.
  program
    .command('lab')
    .description('The two-region lab: starts one, or commands the running one.')
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(ends(async (words: string[]) => (await import('./lab')).runLab(words)))

  program
    .command('completion')
    .description('Prints the completion script for a shell: source <(npx breakwater completion bash)')
    .addArgument(program.createArgument('<shell>').choices(['bash', 'zsh']))
    .action(ends(async (shell: 'bash' | 'zsh') => (await import('../completion/completion-script')).printScript(shell)))
  program
    .command('complete', { hidden: true })
    .description('Prints what the last of these words may become, one a line.')
    .argument('[words...]')
    .allowUnknownOption()
    .passThroughOptions()
    .action(ends(async (words: string[]) => (await import('../completion/complete')).printCandidates(program, words)))

  withVersion(program)
  return program
}

/** What is asked by a shell while somebody types, and the lab, which knows nothing of plans. */
const readsNoPlan = new Set(['lab', 'completion', 'complete'])

const json = () => new Option('--json', 'print the facts as JSON')

/** At every level, as people ask for it where they are. */
function withVersion(command: Command): void {
  if (command.name() !== 'lab' && command.name() !== 'complete')
    command.version(version, '-V, --version', 'print the version')
  for (const child of command.commands) withVersion(child)
}
