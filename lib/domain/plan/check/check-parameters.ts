import type { z } from 'zod'
import type { FieldType } from '../../system/definition'
import { describeIssues } from '../parse/describe-issues'
import type { Finding } from '../finding'
import type { Path } from '../problem'
import { referencesIn, type FoundReference } from '../reference/references-in'
import type { ParameterValue } from '../schema/primitives'
import type { PlanIndex } from './index-plan'
import { checkReferences, referenceType, type Scope } from './check-references'

/**
 * Parameters fit their kind's schema as far as the plan alone can tell: a reference stands as a value of its type, and
 * only a wrong type is held against it. The environment check sees the real values.
 */
export function checkParameters(
  index: PlanIndex,
  schema: z.ZodType,
  given: unknown,
  path: Path,
  scope: Scope,
): Finding[] {
  const references = checkReferences(index, given, path, scope)
  const found = referencesIn(given, [])
  const result = schema.safeParse(withSamples(given, found, scope))
  if (result.success) return references
  const held = result.error.issues.filter(
    (issue) =>
      issue.code === 'invalid_type' ||
      issue.code === 'unrecognized_keys' ||
      !found.some((reference) => touches(issue.path, reference.path)),
  )
  return [...references, ...describeIssues(schema, held, given, path)]
}

function touches(issue: readonly PropertyKey[], reference: Path): boolean {
  return issue.every((segment, position) => String(segment) === String(reference[position]))
}

const samples: Record<FieldType, ParameterValue> = {
  text: 'x',
  number: 1,
  flag: true,
  time: '2000-01-01T00:00:00.000Z',
}

function withSamples(value: unknown, found: readonly FoundReference[], scope: Scope, path: Path = []): unknown {
  if (Array.isArray(value)) return value.map((item, position) => withSamples(item, found, scope, [...path, position]))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withSamples(item, found, scope, [...path, key])]),
    )
  }
  const reference = found.find(
    (one) => one.path.length === path.length && one.path.every((part, at) => part === path[at]),
  )
  if (reference?.whole !== true || reference.reference === null) return value
  return samples[referenceType(reference.reference, scope)]
}
