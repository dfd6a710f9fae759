import type { z } from 'zod'
import type { ActionDefinition, AnyBinding, ReadingDefinition } from './definition'
import type { MarkedField } from './marked-fields'
import type { Target } from './resolved'

/**
 * All that is said of one kind of system, once: how an environment binds it, where calls to it go, what can be done and
 * asked. Pure: the hands are the business of lib/executors, under the same names.
 */
export interface SystemDefinition<
  K extends string = string,
  B extends z.ZodType<AnyBinding> = z.ZodType<AnyBinding>,
  A extends Readonly<Record<string, ActionDefinition>> = Readonly<Record<string, ActionDefinition>>,
  R extends Readonly<Record<string, ReadingDefinition>> = Readonly<Record<string, ReadingDefinition>>,
> {
  kind: K
  /** What an environment says of it. Its addresses are `Address`, its secrets `SecretReference`: they are found by that. */
  binding: B
  /** A binding as an environment of a real account would have it. */
  example: z.input<B>
  /** Where calls to a bound system go and as whom, spelled out for screens and digests. Secrets appear as references. */
  target(binding: z.infer<B>): Omit<Target, 'systemKind'>
  /** Addresses that a binding leads to without naming them. */
  unnamed?(binding: z.infer<B>): MarkedField[]
  actions: A
  readings: R
}

export function defineSystem<
  K extends string,
  B extends z.ZodType<{ kind: K }>,
  A extends Readonly<Record<string, ActionDefinition>>,
  R extends Readonly<Record<string, ReadingDefinition>>,
>(definition: SystemDefinition<K, B, A, R>): SystemDefinition<K, B, A, R> {
  return definition
}
