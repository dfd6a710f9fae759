import { AwsFault } from '../service/aws-fault'
import { isRecord } from '../service/read-parameters'

const mostFields = 1000
const deepest = 12

/**
 * The query protocol's flat fields as a tree: `Filters.Filter.1.Name=region` becomes `{Filters: [{Name: 'region'}]}`.
 * Objects have no prototype, so a field called `__proto__` is a field.
 */
export const parseQueryForm = (body: string): Record<string, unknown> => {
  const fields = [...new URLSearchParams(body)]
  if (fields.length > mostFields) throw new AwsFault('MalformedQueryString', 400, 'The query has too many fields')
  const root: Record<string, unknown> = Object.create(null)
  for (const [name, value] of fields) plant(root, name.split('.'), value)
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, collapse(value)]))
}

const plant = (root: Record<string, unknown>, path: string[], value: string): void => {
  if (path.length > deepest) throw new AwsFault('MalformedQueryString', 400, 'A field of the query is nested too deep')
  const last = path.pop() ?? ''
  let node = root
  for (const part of path) {
    const next = node[part]
    if (isRecord(next)) node = next
    else {
      const fresh: Record<string, unknown> = Object.create(null)
      node[part] = fresh
      node = fresh
    }
  }
  node[last] = value
}

/** Numbered children become a list, and the element name around a list (`member`, `Filter`) goes. */
const collapse = (value: unknown): unknown => {
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([name, child]) => [name, collapse(child)] as const)
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) {
    return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, child]) => child)
  }
  const [only] = entries
  if (entries.length === 1 && only !== undefined && Array.isArray(only[1])) return only[1]
  return Object.fromEntries(entries)
}
