import type { z } from 'zod'
import type { Finding } from '../finding'
import type { Path, PathSegment } from '../problem'
import { suggest } from './closest'
import { discriminators, keysOf, schemaAt } from './schema-at'

type Issue = z.core.$ZodIssue

/**
 * Turns what a schema found in `content` into findings that say what to write instead. `base` is where the content
 * stands in the whole.
 */
export function describeIssues(
  schema: z.ZodType,
  issues: readonly Issue[],
  content: unknown,
  base: Path = [],
): Finding[] {
  return issues
    .flatMap((issue) => describeIssue(schema, issue, [], content))
    .map((finding) => ({ ...finding, path: [...base, ...finding.path] }))
}

function describeIssue(schema: z.ZodType, issue: Issue, outer: Path, content: unknown): Finding[] {
  const path = [...outer, ...pathOf(issue.path)]
  const name = label(path)
  const value = valueAt(content, path)
  const here = (code: string, message: string): Finding[] => [{ path, at: 'value', level: 'problem', code, message }]

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        level: 'problem',
        code: 'unknown-key',
        message: `unknown key ${key}: ${suggest(key, keysOf(schemaAt(schema, path)))}`,
      }))
    case 'invalid_type':
      if (value === undefined) return here('missing', `${name} is missing${hint(schema, path)}`)
      return here('type', `${name} must be ${article(issue.expected)}`)
    case 'invalid_value':
      if (value === undefined) return here('missing', `${name} is missing: ${suggest('', issue.values.map(String))}`)
      return here(
        'value',
        `${name}: ${ownWords(issue.message) ?? `${String(value)} is not known, ${suggest(String(value), issue.values.map(String))}`}`,
      )
    case 'too_small':
      return here('too-small', sized(name, issue.message, issue.origin, 'at least', issue.minimum))
    case 'too_big':
      return here('too-big', sized(name, issue.message, issue.origin, 'at most', issue.maximum))
    case 'invalid_union':
      return describeUnion(schema, issue, path, content)
    case 'invalid_key':
      return [
        {
          path,
          at: 'key',
          level: 'problem',
          code: 'name',
          message: `${name}: a name starts with a letter and has no spaces`,
        },
      ]
    case 'invalid_format':
      return here('format', `${name}: ${ownWords(issue.message) ?? `not a ${issue.format}`}`)
    case 'custom':
      return here('value', path.length === 0 ? issue.message : `${name}: ${issue.message}`)
    default:
      return here('value', `${name}: ${issue.message}`)
  }
}

/** Of a union that failed, the branch with the fewest issues inside the value says most. */
function describeUnion(
  schema: z.ZodType,
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  content: unknown,
): Finding[] {
  const name = label(path)
  const value = valueAt(content, path)
  const here = (code: string, message: string): Finding[] => [{ path, at: 'value', level: 'problem', code, message }]
  if (value === undefined) return here('missing', `${name} is missing${hint(schema, path)}`)
  const within = issue.errors.filter((errors) => errors.some(({ path: inner }) => inner.length > 0))
  const best = [...within].sort((a, b) => a.length - b.length)[0]
  if (best !== undefined) return best.flatMap((inner) => describeIssue(schema, inner, path, content))
  if (issue.errors.length === 0) {
    const known = discriminators(schemaAt(schema, path.slice(0, -1)), name)
    return here('value', `${name}: ${String(value)} is not known, ${suggest(String(value), known)}`)
  }
  return here('type', `${name} must be text, a number, true or false`)
}

/** zod's own wording is replaced; words a schema gives itself are kept. */
function ownWords(message: string): string | null {
  return /^Invalid |^Too |^Unrecognized /.test(message) ? null : message
}

function sized(name: string, message: string, origin: string, relation: string, limit: number | bigint): string {
  const own = ownWords(message)
  if (own !== null) return `${name}: ${own}`
  if (origin === 'string' && limit === 1) return `${name} must not be empty`
  if (origin === 'string') return `${name} must have ${relation} ${limit} characters`
  if (origin === 'array') return `${name} needs ${relation} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  return `${name} must be ${relation} ${limit}`
}

/** The key a person sees; of an entry of a list, the list's. */
function label(path: Path): string {
  return String(path.findLast((segment) => typeof segment === 'string') ?? 'the file')
}

function hint(schema: z.ZodType, path: Path): string {
  const meta = schemaAt(schema, path)?.meta()
  if (meta?.title === 'Duration') return ': write a duration such as 90s'
  return typeof meta?.description === 'string' ? `: ${meta.description}` : ''
}

function article(expected: string): string {
  const words: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'keys and values',
    record: 'keys and values',
  }
  return words[expected] ?? expected
}

export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, segment) => {
    if (Array.isArray(value)) return value[Number(segment)] as unknown
    if (typeof value !== 'object' || value === null) return undefined
    return Object.hasOwn(value, segment) ? (value as Record<PathSegment, unknown>)[segment] : undefined
  }, content)
}

export function pathOf(path: readonly PropertyKey[]): PathSegment[] {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)))
}
