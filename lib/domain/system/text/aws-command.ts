import type { Target } from '../resolved'
import { commandLine, whereLine } from './command-line'

/** An AWS CLI command with its region spelled out, and the endpoint where the environment names one. */
export function awsCommand(
  service: string,
  operation: string,
  target: Target,
  binding: { endpoint?: string | undefined },
  groups: readonly (readonly string[])[],
): string {
  const region = target.region === null ? [] : [['--region', target.region]]
  const endpoint = binding.endpoint === undefined ? [] : [['--endpoint-url', binding.endpoint]]
  return `${commandLine([['aws', service, operation], ...region, ...endpoint, ...groups])}\n${whereLine(target)}`
}
