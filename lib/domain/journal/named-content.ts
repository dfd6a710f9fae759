import type { JournalEntry } from './entry'

/** What entries only name by its sha256 and the database keeps beside them. */
export interface NamedContent {
  kind: 'plan' | 'environment' | 'artefact'
  hash: string
}

const hash = /^[0-9a-f]{64}$/

const naming: ReadonlySet<string> = new Set(['plan.imported', 'environment.imported', 'incident.proposed'])

/** What an entry names: a plan and an environment where they are imported or pinned, an artefact by `sha256`, anywhere. */
export function namedContent({ type, payload }: Pick<JournalEntry, 'type' | 'payload'>): NamedContent[] {
  // Most entries name nothing, and are many.
  if (!naming.has(type) && !payload.includes('"sha256"')) return []
  const value = JSON.parse(payload) as unknown
  const named = (kind: NamedContent['kind'], of: unknown) =>
    typeof of === 'string' && hash.test(of) ? [{ kind, hash: of }] : []
  if (type === 'plan.imported') return named('plan', member(value, 'hash'))
  if (type === 'environment.imported') return named('environment', member(value, 'hash'))
  const pinned =
    type === 'incident.proposed'
      ? [
          ...named('plan', member(member(value, 'plan'), 'hash')),
          ...named('environment', member(member(value, 'environment'), 'hash')),
        ]
      : []
  return [...pinned, ...artefactsIn(value).flatMap((of) => named('artefact', of))]
}

function artefactsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'sha256' ? [inner] : artefactsIn(inner)))
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
