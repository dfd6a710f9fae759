import type { Scalar } from '../../system/resolved'
import { assertNever } from '../../assert-never'
import { withoutControls } from '../../controls'
import type { Environment } from '../schema/environment'
import type { ParameterValue } from '../schema/primitives'
import { unresolved, type Bindings, type Resolution } from './bindings'
import { type IncidentField, pieces, type Reference } from './reference'

/**
 * Fills every reference of a value. Text that is one reference and nothing else keeps the referred value's type. What
 * is filled in comes from alerts and providers: it is one line without control characters, as `write` writes it.
 */
export function fill(
  value: ParameterValue,
  environment: Environment,
  bindings: Bindings,
  write: (text: string) => string = (text) => text,
): Resolution<ParameterValue> {
  if (typeof value === 'string') return fillText(value, environment, bindings, write)
  if (Array.isArray(value)) {
    const items: ParameterValue[] = []
    for (const item of value) {
      const filled = fill(item, environment, bindings, write)
      if (!filled.ok) return filled
      items.push(filled.value)
    }
    return { ok: true, value: items }
  }
  if (typeof value !== 'object' || value === null) return { ok: true, value }
  const members: [string, ParameterValue][] = []
  for (const [key, item] of Object.entries(value)) {
    const filled = fill(item, environment, bindings, write)
    if (!filled.ok) return filled
    members.push([key, filled.value])
  }
  return { ok: true, value: Object.fromEntries(members) }
}

function fillText(
  text: string,
  environment: Environment,
  bindings: Bindings,
  write: (text: string) => string,
): Resolution<ParameterValue> {
  const parts = pieces(text)
  const values: Scalar[] = []
  for (const part of parts) {
    if (part.kind === 'text') {
      values.push(part.text)
      continue
    }
    const looked =
      part.reference === null ? unknown(part.text) : lookUp(part.reference, part.text, environment, bindings)
    if (!looked.ok) return looked
    values.push(typeof looked.value === 'string' ? write(withoutControls(looked.value)) : looked.value)
  }
  const [only] = values
  if (values.length === 1 && only !== undefined) return { ok: true, value: only }
  return { ok: true, value: values.map((one) => (one === null ? '' : String(one))).join('') }
}

function lookUp(reference: Reference, text: string, environment: Environment, bindings: Bindings): Resolution<Scalar> {
  switch (reference.kind) {
    case 'name': {
      const value = own(environment.names, reference.name)
      return value === undefined
        ? unbound(text, `environment ${environment.name} names no ${reference.name}`)
        : found(value)
    }
    case 'region': {
      const region = own(environment.regions, reference.region)
      if (region === undefined)
        return unbound(text, `environment ${environment.name} has no region ${reference.region}`)
      return found(region[reference.field])
    }
    case 'output': {
      const outputs = own(bindings.outputs, reference.step)
      const value = outputs === undefined ? undefined : own(outputs, reference.output)
      return value === undefined || value === null
        ? notYet(text, `${reference.output} of step ${reference.step}, not given yet`)
        : found(value)
    }
    case 'incident': {
      const value = bindings.incident[reference.field]
      return value === undefined || value === null
        ? notYet(text, `${incidentWords[reference.field]}, not known yet`)
        : found(value)
    }
    case 'impact':
      return bindings.impactAt === null ? notYet(text, 'the time of impact, not known yet') : found(bindings.impactAt)
    default:
      return assertNever(reference, 'reference')
  }
}

const incidentWords: Readonly<Record<IncidentField, string>> = {
  id: 'the id of the incident',
  title: 'the title of the incident',
  number: 'the number of the incident',
  pagerduty: 'the incident in PagerDuty',
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

const found = (value: Scalar): Resolution<Scalar> => ({ ok: true, value })
const notYet = (reference: string, message: string) => unresolved('not-yet', reference, message)
const unbound = (reference: string, message: string) => unresolved('unbound', reference, message)
const unknown = (reference: string) =>
  unresolved('unknown-reference', reference, `${reference} refers to nothing known`)
