import type { FaultOptions } from './command-options'
import type { ControlClient } from './client-connect'
import { parseDuration } from './parse-duration'

/** Sets a fault of this kind, or clears all of them. */
export async function addFault(
  client: ControlClient,
  kind: string,
  { times, delay, ...where }: Omit<FaultOptions, 'data'>,
): Promise<unknown> {
  if (kind === 'clear') return client.send('DELETE', '/faults')
  return client.send('POST', '/faults', {
    kind,
    ...where,
    ...(times === undefined ? {} : { remaining: Number(times) }),
    ...(delay === undefined ? {} : { delayMilliseconds: parseDuration(delay) }),
  })
}
