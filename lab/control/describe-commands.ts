import type { Argument, Command, Option } from 'commander'

/** The commands as data, with the values their words may have: whoever completes words need not know this program. */
export function describeCommands(command: Command, regions: readonly string[]): object {
  const values = ({ argChoices }: Argument | Option, name: string) => argChoices ?? (name === 'region' ? regions : [])
  return {
    name: command.name(),
    options: command.options.map((option) => ({
      name: option.long,
      takesValue: option.required || option.optional,
      values: values(option, option.attributeName()),
    })),
    arguments: command.registeredArguments.map((argument) => ({ values: values(argument, argument.name()) })),
    commands: command.commands
      .filter((child) => child.name() !== 'describe')
      .map((child) => describeCommands(child, regions)),
  }
}
