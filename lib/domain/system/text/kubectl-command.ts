import type { Target } from '../resolved'
import { commandLine, whereLine } from './command-line'

/** kubectl commands against the bound cluster, one after the other. The context name is the environment's. */
export function kubectlCommands(
  commands: readonly (readonly (readonly string[])[])[],
  target: Target,
  { cluster }: { cluster: string },
): string {
  const lines = commands.map((groups) => commandLine([['kubectl', '--context', cluster], ...groups]))
  return [...lines, `${whereLine(target)} · ${target.endpoint}`].join('\n')
}
