import { expect, it } from 'vitest'
import { actionExecutors } from './registry'

/** Milliseconds that absence must not be believed for, by whose reads may lag behind what it accepted. */
const atLeast = [
  ['aws.rds.', 10_000],
  ['aws.arc.', 5_000],
  ['aws.route53.', 10_000],
  ['pagerduty.', 5_000],
  ['slack.', 5_000],
  ['statuspage.', 5_000],
] as const

it.each(atLeast)('%s hides what it accepted for at least %i ms', (service, milliseconds) => {
  const actions = actionExecutors.filter(({ kind }) => kind.startsWith(service))
  expect(actions).not.toEqual([])
  for (const { kind, hidesFor } of actions) expect(hidesFor, kind).toBeGreaterThanOrEqual(milliseconds)
})
