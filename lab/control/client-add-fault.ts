import { parseArgs } from 'node:util'
import { type ControlClient, LabCommandError } from './client-connect'
import { parseDuration } from './parse-duration'

/** `fault KIND [--system S] [--region R] [--operation O] [--times N] [--delay 2s]`, or `fault clear`. */
export async function addFault(client: ControlClient, argv: readonly string[]): Promise<unknown> {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      system: { type: 'string' },
      region: { type: 'string' },
      operation: { type: 'string' },
      times: { type: 'string' },
      delay: { type: 'string' },
    },
  })
  const [kind, ...rest] = positionals
  if (kind === undefined || rest.length > 0) throw new LabCommandError('fault needs one kind, or `fault clear`')
  if (kind === 'clear') return client.send('DELETE', '/faults')
  const { times, delay, ...where } = values
  return client.send('POST', '/faults', {
    kind,
    ...where,
    ...(times === undefined ? {} : { remaining: Number(times) }),
    ...(delay === undefined ? {} : { delayMilliseconds: parseDuration(delay) }),
  })
}
