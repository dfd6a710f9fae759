import type { z } from 'zod'

/**
 * What a stored payload says in the words of a strict schema. Fields it does not know were added by a newer version,
 * which must not change what the others mean by them: they are left out here, and stay in the stored text. Whatever else
 * does not fit is an error. Throws ZodError.
 */
export function knownFields<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const known = structuredClone(payload)
  for (const issue of parsed.error.issues) {
    if (issue.code !== 'unrecognized_keys') throw parsed.error
    const at = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], known)
    for (const key of issue.keys) Reflect.deleteProperty(at as object, key)
  }
  return schema.parse(known)
}
