import { assertNever } from '../../assert-never'
import { pieces, type Reference } from '../../plan/reference/reference'
import { referencesIn } from '../../plan/reference/references-in'
import type { ParameterValue } from '../../plan/schema/primitives'

/**
 * The value with a mark, `«incident.id»`, wherever only an incident or an earlier step can fill something in; what the
 * environment knows is left to be resolved.
 */
export function markLater(value: ParameterValue): ParameterValue {
  if (typeof value === 'string')
    return pieces(value)
      .map((piece) => (piece.kind === 'text' ? piece.text : (mark(piece.reference) ?? piece.text)))
      .join('')
  if (Array.isArray(value)) return value.map(markLater)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, markLater(item)]))
}

/** What each mark stands for, once each: `«S3.incidentId» is given by S3`. */
export function laterWords(value: ParameterValue): string[] {
  const words = referencesIn(value, []).flatMap(({ reference }) => {
    const said = reference === null ? null : meaning(reference)
    return said === null ? [] : [said]
  })
  return [...new Set(words)]
}

function mark(reference: Reference | null): string | null {
  switch (reference?.kind) {
    case undefined:
    case 'name':
    case 'region':
      return null
    case 'output':
      return `«${reference.step}.${reference.output}»`
    case 'incident':
      return `«incident.${reference.field}»`
    case 'impact':
      return '«impact.at»'
    default:
      return assertNever(reference, 'reference')
  }
}

function meaning(reference: Reference): string | null {
  const marked = mark(reference)
  if (marked === null) return null
  if (reference.kind === 'output') return `${marked} is given by ${reference.step} when it has run`
  if (reference.kind === 'impact') return `${marked} is when the outage began`
  return `${marked} is filled in from the incident`
}
