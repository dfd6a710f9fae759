import type { CommandShape } from './command-shape'

/** Values that depend on what is there: by the option's or the command's words, given what was typed before. */
export type FindValues = (option: string, typed: readonly string[]) => readonly string[]

/** What the last of the words may become; none where the shell should offer files. Pure but for `find`. */
export function candidates(root: CommandShape, words: readonly string[], find: FindValues): string[] {
  const typed = words.slice(0, -1)
  const begun = words.at(-1) ?? ''
  let command = root
  let place = 0
  let pending: CommandShape['options'][number] | undefined
  for (const word of typed) {
    if (pending !== undefined) pending = undefined
    else if (word.startsWith('-')) pending = command.options.find(({ name, takesValue }) => takesValue && name === word)
    else {
      const child: CommandShape | undefined = command.commands.find(({ name }) => name === word)
      if (child === undefined) place += 1
      else [command, place] = [child, 0]
    }
  }
  const found = pending === undefined ? wordsAt(command, place, begun) : valuesOf(pending, typed, find)
  return found.filter((word) => word.startsWith(begun))
}

function valuesOf(option: CommandShape['options'][number], typed: readonly string[], find: FindValues) {
  return option.values.length > 0 ? option.values : find(option.name, typed)
}

function wordsAt(command: CommandShape, place: number, begun: string): readonly string[] {
  if (begun.startsWith('-')) return command.options.map(({ name }) => name)
  if (command.commands.length > 0) return command.commands.map(({ name }) => name)
  return command.arguments[place]?.values ?? []
}
