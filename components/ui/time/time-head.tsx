'use client'

import { useTimes } from './times'

/** The head of a column of times: it names the zone they are in, as each of them does where it is not UTC. */
export function TimeHead({ children }: { children?: string }) {
  const { times } = useTimes()
  const zone = times.zone === 'UTC' ? 'UTC' : 'your time'
  return children === undefined ? zone : `${children}, ${zone}`
}
