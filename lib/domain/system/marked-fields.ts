import { z } from 'zod'
import type { Path } from '../plan/problem'

type Mark = 'address' | 'secret'

/** A place in a binding that is an address or a secret. Undefined: left out where it may be. */
export interface MarkedField {
  path: Path
  value: string | undefined
}

const marks = z.registry<{ mark: Mark }>()

/** What this schema takes is found wherever it stands in a binding. */
export function mark(schema: z.ZodType, as: Mark): void {
  marks.add(schema, { mark: as })
}

/** All addresses, or all secrets, of a parsed binding, by what its schema marks; also what is left out beside what is there. */
export function markedFields(schema: z.ZodType, value: unknown, as: Mark, path: Path = []): MarkedField[] {
  const here = unwrapped(schema)
  if (marks.get(here)?.mark === as) return [{ path, value: typeof value === 'string' ? value : undefined }]
  if (here instanceof z.ZodArray)
    return (Array.isArray(value) ? value : []).flatMap((item: unknown, at) =>
      markedFields(here.element as z.ZodType, item, as, [...path, at]),
    )
  if (!isObject(value)) return []
  if (here instanceof z.ZodObject)
    return Object.entries(here.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
      markedFields(field, value[key], as, [...path, key]),
    )
  if (here instanceof z.ZodRecord)
    return Object.entries(value).flatMap(([key, item]) =>
      markedFields(here.valueType as z.ZodType, item, as, [...path, key]),
    )
  return []
}

/** The binding with every address in it led to another one: where nothing listens, for instance. */
export function ledTo<B>(schema: z.ZodType, binding: B, address: string): B {
  const copy = structuredClone(binding)
  for (const { path } of markedFields(schema, binding, 'address')) {
    const parents = path.slice(0, -1)
    const parent = parents.reduce((at, key) => (at as Record<string | number, unknown>)[key] as object, copy as object)
    Object.assign(parent, { [path.at(-1) ?? '']: address })
  }
  return copy
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (marks.has(schema)) return schema
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
  return wraps ? unwrapped(schema.unwrap() as z.ZodType) : schema
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
