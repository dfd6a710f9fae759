import type { IncidentState } from './state'

/** Polls are numbered from 1, in the order they were called. */
export function nextPoll({ polls }: Pick<IncidentState, 'polls'>): number {
  return (polls.at(-1)?.number ?? 0) + 1
}
