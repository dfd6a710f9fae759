import { z } from 'zod'
import type { Path } from '../problem'
import { pathOf, valueAt } from './describe-issues'
import { schemaAt } from './schema-at'

const rounds = 12

/**
 * Puts something well-formed wherever the schema refused, so that the other checks can speak in the same run.
 * Never imported: a plan with a problem is only looked at. Null when it cannot be mended so.
 */
export function repair<S extends z.ZodType>(
  schema: S,
  content: unknown,
): { plan: z.output<S>; repaired: Path[] } | null {
  const copy: unknown = structuredClone(content)
  const repaired: Path[] = []
  for (let round = 0; round < rounds; round += 1) {
    const result = schema.safeParse(copy)
    if (result.success) return { plan: result.data, repaired }
    for (const issue of result.error.issues) {
      const path = pathOf(issue.path)
      if (issue.code === 'unrecognized_keys') {
        const parent = valueAt(copy, path)
        for (const key of issue.keys) Reflect.deleteProperty(parent as object, key)
        continue
      }
      const last = path.at(-1)
      const parent = valueAt(copy, path.slice(0, -1))
      if (last === undefined || typeof parent !== 'object' || parent === null) return null
      if (issue.code === 'invalid_key') {
        Reflect.deleteProperty(parent, last)
        continue
      }
      const expected = schemaAt(schema, path)
      if (expected === null) return null
      Reflect.set(parent, last, placeholder(expected))
      repaired.push(path)
    }
  }
  return null
}

const candidates: readonly unknown[] = [
  'x',
  '1s',
  'S1',
  'P1',
  'r.f',
  '2000-01-01',
  'USD',
  'https://x.invalid',
  '0'.repeat(12),
  'file:x',
  'x@x.invalid',
  0,
  1,
  2,
  false,
  [],
  {},
  null,
]

function placeholder(schema: z.ZodType): unknown {
  if (schema.safeParse(undefined).success) return undefined
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape as Record<string, z.ZodType>)
    return Object.fromEntries(entries.map(([key, value]) => [key, placeholder(value)]))
  }
  if (schema instanceof z.ZodArray) {
    const item = placeholder(schema.element as z.ZodType)
    return [[], [item], [item, item]].find((items) => schema.safeParse(items).success)
  }
  return candidates.find((candidate) => schema.safeParse(candidate).success)
}
