import type { Facts } from '@/lib/domain/system/resolved'
import type { Observation } from '@/lib/engine/ports'

/** What a look found, in words, and what it tells. */
export function seen(
  effect: Observation['effect'],
  detail: string,
  { facts = {}, outputs = {} }: { facts?: Facts; outputs?: Facts } = {},
): Observation {
  return { effect, facts, outputs, detail }
}
