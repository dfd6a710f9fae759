import { readingDefinition } from '../../system/catalogue'
import type { FieldType } from '../../system/definition'
import { suggest } from '../parse/closest'
import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import { referencesIn } from '../reference/references-in'
import type { Operator, Predicate } from '../schema/predicate'
import type { PlanIndex } from './index-plan'
import { checkReferences, referenceType, type Scope } from './check-references'

/** The reading and field exist, and operator and value fit the field's type. */
export function checkPredicate(index: PlanIndex, predicate: Predicate, path: Path, scope: Scope): Finding[] {
  const field = checkField(index, predicate.reading, [...path, 'reading'], null, scope)
  const references = checkReferences(index, predicate.value, [...path, 'value'], scope)
  if (field.type === null || references.length > 0) return [...field.findings, ...references]
  return [...field.findings, ...checkOperand(predicate, field.type, path, scope)]
}

/** `reading.field` by itself, for rules that name one; `expected` is the type it must have. */
export function checkField(
  index: PlanIndex,
  written: string,
  path: Path,
  expected: FieldType | null,
  scope: Scope,
): { type: FieldType | null; findings: Finding[] } {
  const none = (findings: Finding[]) => ({ type: null, findings })
  const dot = written.lastIndexOf('.')
  if (dot < 1) return none([wrong(path, 'not-a-field', `${written}: write a reading and its field, reading.field`)])
  const name = written.slice(0, dot)
  const fieldName = written.slice(dot + 1)
  const reading = index.readings.get(name)
  if (reading === undefined) {
    const message = `no reading ${name}: ${suggest(name, index.ids.readings)}`
    return none([wrong(path, 'unknown-reading', message, [['readings']])])
  }
  const definition = readingDefinition(reading.kind)
  if (definition === undefined) return none([])
  const type = Object.hasOwn(definition.fields, fieldName) ? definition.fields[fieldName] : undefined
  if (type === undefined) {
    const message = `${reading.kind} has no field ${fieldName}: ${suggest(fieldName, Object.keys(definition.fields))}`
    return none([wrong(path, 'unknown-field', message)])
  }
  // A reading that asks about an earlier step's output can only be used where that output exists.
  const outputs = referencesIn(reading.with, []).filter(({ reference }) => reference?.kind === 'output')
  const findings = outputs.length === 0 ? [] : checkReferences(index, reading.with, path, scope, true)
  if (expected !== null && type !== expected) {
    findings.push(wrong(path, 'field-type', `${written} is ${words[type]}: name a field that is ${words[expected]}`))
  }
  return { type, findings }
}

const operators: Record<FieldType, readonly Operator[]> = {
  text: ['is', 'is-not', 'one-of', 'empty', 'not-empty'],
  number: ['is', 'is-not', 'below', 'at-most', 'above', 'at-least', 'one-of', 'empty', 'not-empty'],
  flag: ['is', 'is-not', 'empty', 'not-empty'],
  time: ['empty', 'not-empty'],
}

const words: Record<FieldType, string> = {
  text: 'a text',
  number: 'a number',
  flag: 'a flag (true or false)',
  time: 'a time',
}

function checkOperand(predicate: Predicate, type: FieldType, path: Path, scope: Scope): Finding[] {
  const { operator, value, reading } = predicate
  const at = [...path, value === undefined ? 'operator' : 'value']
  if (!operators[type].includes(operator)) {
    const message = `${operator} does not fit ${reading}, ${words[type]}: write ${operators[type].join(', ')}`
    return [wrong([...path, 'operator'], 'operator', message)]
  }
  if (operator === 'empty' || operator === 'not-empty') {
    return value === undefined ? [] : [wrong(at, 'operand', `${operator} takes no value: remove it`)]
  }
  if (value === undefined) return [wrong(path, 'operand', `${operator} needs a value: write ${words[type]}`)]
  if (operator === 'one-of' ? !Array.isArray(value) : Array.isArray(value)) {
    return [
      wrong(at, 'operand', operator === 'one-of' ? 'one-of needs a list of values' : `${operator} needs one value`),
    ]
  }
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one) => {
    const found = typeOf(one, scope)
    const fits = found === type || (found === 'time' && type === 'text')
    return fits ? [] : [wrong(at, 'operand', `${reading} is ${words[type]}, ${String(one)} is ${words[found]}`)]
  })
}

function typeOf(value: string | number | boolean, scope: Scope): FieldType {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'flag'
  const [only] = referencesIn(value, [])
  return only?.whole === true && only.reference !== null ? referenceType(only.reference, scope) : 'text'
}
