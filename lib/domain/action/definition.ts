import type { z } from 'zod'
import type { Binding } from '../plan/schema/environment'
import type { WayBack } from '../plan/schema/runbook'
import type { Target } from './resolved'

export type FieldType = 'text' | 'number' | 'flag' | 'time'

/**
 * One kind of action, as data and pure functions: what a plan may write, what it looks like on screen and in an
 * approval, what it gives back. How it is done is the executor's business, under the same `kind`.
 */
export interface ActionDefinition<P extends z.ZodType = z.ZodType> {
  kind: string
  title: string
  systemKind: Binding['kind']
  parameters: P
  /** What later steps may refer to as ${steps.ID.outputs.NAME}. */
  outputs: Readonly<Record<string, FieldType>>
  /** The least severe way back a plan may claim for it; a sent message is never 'reversible'. */
  wayBack: WayBack
  /** How text that is filled in for a reference is written, where the system would read some of it as its own. */
  writeFilled?: (text: string) => string
  /** What of it destroys, so that a plan cannot claim less; null: nothing it can be told to do. */
  destroys: Destroys | null
  /** Shows the command as a person would type it; parameters have been parsed. */
  text(parameters: z.infer<P>, target: Target, binding: Binding): string
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
  systemKind: Binding['kind']
  parameters: P
  fields: Readonly<Record<string, FieldType>>
}

/** Keeps the parameter type of a definition while letting it stand in a table of any definitions. */
export function defineAction<P extends z.ZodType>(definition: ActionDefinition<P>): ActionDefinition {
  return definition as unknown as ActionDefinition
}

export function defineReading<P extends z.ZodType>(definition: ReadingDefinition<P>): ReadingDefinition {
  return definition as unknown as ReadingDefinition
}
