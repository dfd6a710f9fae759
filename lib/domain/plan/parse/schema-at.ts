import { z } from 'zod'
import type { Path } from '../problem'

/** The schema that stands at a path, to say what may be written there; null where it cannot be told. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | null {
  let here: z.ZodType | null = unwrap(schema)
  for (const segment of path) {
    if (here instanceof z.ZodObject) here = (here.shape as Record<string, z.ZodType>)[String(segment)] ?? null
    else if (here instanceof z.ZodArray) here = here.element as z.ZodType
    else if (here instanceof z.ZodRecord) here = here.valueType as z.ZodType
    else return null
    if (here === null) return null
    here = unwrap(here)
  }
  return here
}

export function keysOf(schema: z.ZodType | null): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return [...new Set(schema.options.flatMap((option) => keysOf(option as z.ZodType)))]
  }
  return []
}

/** The values by which a union of objects tells its members apart. */
export function discriminators(schema: z.ZodType | null, key: string): string[] {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return []
  return schema.options.flatMap((option) => {
    const value = option instanceof z.ZodObject ? (option.shape as Record<string, z.ZodType>)[key] : undefined
    if (value instanceof z.ZodEnum) return value.options.map(String)
    return value instanceof z.ZodLiteral ? [...value.values].map(String) : []
  })
}

function unwrap(schema: z.ZodType): z.ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
  return wraps || schema instanceof z.ZodLazy ? unwrap(schema.unwrap() as z.ZodType) : schema
}
