import type { Argument, Command, Option } from 'commander'

/** A command as those who complete words need it: its words, its options, and the values they may have. */
export interface CommandShape {
  name: string
  options: { name: string; takesValue: boolean; values: readonly string[] }[]
  arguments: { values: readonly string[] }[]
  commands: CommandShape[]
}

/** Commands without those that are hidden. */
export function shapeOf(command: Command): CommandShape {
  const visible = command.createHelp().visibleCommands(command)
  return {
    name: command.name(),
    options: command.createHelp().visibleOptions(command).flatMap(optionShape),
    arguments: command.registeredArguments.map((argument) => ({ values: valuesOf(argument) })),
    commands: command.commands.filter((child) => visible.includes(child)).map(shapeOf),
  }
}

function optionShape(option: Option): CommandShape['options'] {
  if (option.long === undefined || option.long === null) return []
  return [{ name: option.long, takesValue: option.required || option.optional, values: valuesOf(option) }]
}

const valuesOf = ({ argChoices }: Argument | Option): readonly string[] => argChoices ?? []
