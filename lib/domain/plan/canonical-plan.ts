import { z } from 'zod'
import { canonicalText } from '../journal/canonical'
import { sha256Hex } from '../journal/chain'
import { inOrder } from './in-order'
import { Environment } from './schema/environment'
import { Plan } from './schema/plan'

/** What a version is stored as and known by: the same content gives the same text and hash on every machine. */
export interface Canonical {
  content: string
  /** sha256 of the content, in hex. */
  hash: string
}

/** File layout, comments, the order of keys and of anything with an id are not content. */
export function canonicalPlan(plan: Plan): Canonical {
  return canonical(z.encode(Plan, inOrder(plan)))
}

export function canonicalEnvironment(environment: Environment): Canonical {
  return canonical(z.encode(Environment, environment))
}

/** Of anything that JSON can say: equal content has an equal hash. */
export function contentHash(value: unknown): string {
  return canonical(value).hash
}

/** Reads stored content back through the schema. Throws ZodError or SyntaxError when it is not what was stored. */
export function planFromContent(content: string): Plan {
  return Plan.parse(withFractions(JSON.parse(content)))
}

export function environmentFromContent(content: string): Environment {
  return Environment.parse(withFractions(JSON.parse(content)))
}

function canonical(encoded: unknown): Canonical {
  const content = canonicalText(withoutFractions(encoded))
  return { content, hash: sha256Hex(content) }
}

const decimal = '$decimal'

/** Canonical text knows whole numbers only: a fraction is kept as its decimal text, marked so that it comes back. */
function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return { [decimal]: String(value) }
  return mapInside(value, withoutFractions)
}

function withFractions(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && decimal in value && Object.keys(value).length === 1) {
    return Number(value[decimal])
  }
  return mapInside(value, withFractions)
}

/** Keys without a value are left out: an optional field that is absent and one that is undefined are the same. */
function mapInside(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, change(inner)]])),
  )
}
