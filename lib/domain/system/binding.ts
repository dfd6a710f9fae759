import { z } from 'zod'
import { closeSystems } from './outside'
import type { systems } from './systems'

type BindingsOf<S extends readonly { binding: unknown }[]> = { [I in keyof S]: S[I]['binding'] }
type Bindings = BindingsOf<typeof systems>

/** What an environment says of one system, as its kind has it. Made at first use: systems of others come before that. */
export const Binding = z.lazy(() =>
  z.discriminatedUnion('kind', closeSystems().map(({ binding }) => binding) as unknown as Bindings),
)
/** Of a system of others more is known to its own hands alone. */
export type Binding = z.infer<Bindings[number]>
