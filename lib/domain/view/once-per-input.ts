import type { IncidentInput } from './incident-input'

const known = new WeakMap<IncidentInput, Map<string, unknown>>()

/** What follows from the input and the key alone, computed once however often and by however many it is asked for. */
export function oncePerInput<Result>(input: IncidentInput, key: string, compute: () => Result): Result {
  const results = known.get(input) ?? new Map<string, unknown>()
  known.set(input, results)
  if (!results.has(key)) results.set(key, compute())
  return results.get(key) as Result
}
