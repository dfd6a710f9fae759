import type { Binding } from '../../plan/schema/environment'
import type { Target } from '../resolved'
import { commandLine, whereLine } from './command-line'

/** kubectl commands against the bound cluster, one after the other. The context name is the environment's. */
export function kubectlCommands(
  commands: readonly (readonly (readonly string[])[])[],
  target: Target,
  binding: Binding,
): string {
  const context = binding.kind === 'kubernetes' ? binding.cluster : '?'
  const lines = commands.map((groups) => commandLine([['kubectl', '--context', context], ...groups]))
  return [...lines, `${whereLine(target)} · ${target.endpoint}`].join('\n')
}
