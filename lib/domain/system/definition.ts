import type { z } from 'zod'
import type { WayBack } from '../plan/schema/runbook'
import type { Target } from './resolved'

export type FieldType = 'text' | 'number' | 'flag' | 'time'

/** What every binding has, whatever else it has: nothing in a system may name the union of all of them. */
export interface AnyBinding {
  kind: string
}

/**
 * One kind of action, as data and pure functions: what a plan may write, what it looks like on screen and in an
 * approval, what it gives back. How it is done is the business of the hands, under the same name.
 */
export interface ActionDefinition<P extends z.ZodType = z.ZodType, B extends AnyBinding = AnyBinding> {
  /** Stands in plans and journals for ever: it is never renamed. */
  kind: string
  title: string
  parameters: P
  /** What later steps may refer to as ${steps.ID.outputs.NAME}. */
  outputs: Readonly<Record<string, FieldType>>
  /** The least severe way back a plan may claim for it; a sent message is never 'reversible'. */
  wayBack: WayBack
  /** How text that is filled in for a reference is written, where the system would read some of it as its own. */
  writeFilled?: (text: string) => string
  /** What of it destroys, so that a plan cannot claim less; null: nothing it can be told to do. */
  destroys: Destroys | null
  /**
   * What undo is asked of, where that is not the system the act is bound to: an environment that binds no such system
   * has no way back. `words` says what to bind.
   */
  undoOn?(parameters: z.infer<P>, binding: B): { words: string; is(binding: AnyBinding): boolean }
  /** What the bound identity has to be allowed, by the provider's own names, looking and undoing included. */
  permissions: readonly string[]
  /** Parameters as a plan could write them. */
  example: z.input<P>
  /** How it is known whether it was done, what a lost reply leaves, what undo does, which risk remains. */
  note: string
  /** Shows the command as a person would type it; parameters have been parsed. */
  text(parameters: z.infer<P>, target: Target, binding: B): string
}

export interface Destroys {
  /** When it does, in words: `A control is set to Off`. */
  when: string
  /** Of parameters as the plan writes them: where a reference stands for what decides, it may destroy. */
  does(parameters: Readonly<Record<string, unknown>>): boolean
}

/** Whether a value is what destroys, or a reference that may come to be it. */
export function isOrMayBe(value: unknown, destroying: (value: unknown) => boolean): boolean {
  return destroying(value) || (typeof value === 'string' && value.includes('${'))
}

/** One kind of reading: what may be asked and which typed fields come back. */
export interface ReadingDefinition<P extends z.ZodType = z.ZodType> {
  kind: string
  title: string
  parameters: P
  fields: Readonly<Record<string, FieldType>>
  permissions: readonly string[]
  example: z.input<P>
  /** What a reader has to know of it beyond its fields. */
  note?: string
}

/** Keeps what the definition says of its parameters, and knows the binding whose text it writes. */
export function defineAction<P extends z.ZodType, B extends AnyBinding>(
  _binding: z.ZodType<B>,
  definition: ActionDefinition<P, B>,
): ActionDefinition<P, B> {
  return definition
}

export function defineReading<P extends z.ZodType>(definition: ReadingDefinition<P>): ReadingDefinition<P> {
  return definition
}
