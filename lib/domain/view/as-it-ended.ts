import type { IncidentInput } from './incident-input'

/**
 * What a screen about an incident is made of, once it has ended: the journal, as of its end. Nothing that is read today
 * says anything of it. Who is here and what else is open stay, since they are about the reader's next step.
 */
export function asItEnded<Input extends IncidentInput>(input: Input): Input {
  const { closed } = input.state
  if (closed === null) return input
  return { ...input, readings: {}, records: [], nearby: [], boundaries: [], now: closed.at }
}
