import type { IncidentState } from '../../run/state'

/** The sequence of the newest entry in which a person decided, asked for consent or answered; null: none did. */
export function newestByPerson({ decided, requests, polls }: IncidentState): number | null {
  const sequences = [
    ...decided,
    ...Object.values(requests).flatMap(({ requested, answers }) => [requested, ...answers]),
    ...polls.flatMap(({ called, answers }) => [called, ...Object.values(answers)]),
  ].map(({ sequence }) => sequence)
  return sequences.length === 0 ? null : Math.max(...sequences)
}
