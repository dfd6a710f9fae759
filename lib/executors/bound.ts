import { ExecutorError } from '@/lib/engine/ports'
import type { Binding } from '@/lib/domain/plan/schema/environment'

type Kind = Binding['kind']
type BoundAs<B extends Binding, K extends Kind> = B extends Binding ? (K extends B['kind'] ? B : never) : never
/** The member of Binding that a system of this kind has. */
export type Bound<K extends Kind> = BoundAs<Binding, K>

/** The binding as the kind the executor needs; another kind means plan and environment do not fit: nothing is sent. */
export function bound<K extends Kind>(binding: Binding, kind: K): Bound<K> {
  if (isBound(binding, kind)) return binding
  throw new ExecutorError('refused', 'wrong-binding', `bound to a system of kind ${binding.kind}, not ${kind}`)
}

function isBound<K extends Kind>(binding: Binding, kind: K): binding is Bound<K> {
  return binding.kind === kind
}
