import type { Path } from '../problem'
import { pieces, type Piece } from './reference'

export type FoundReference = Extract<Piece, { kind: 'reference' }> & { path: Path; whole: boolean }

/** Every reference inside a value, with where it stands. `whole`: the text is this one reference and nothing else. */
export function referencesIn(value: unknown, path: Path): FoundReference[] {
  if (typeof value === 'string') {
    const found = pieces(value)
    return found.flatMap((piece) => (piece.kind === 'reference' ? [{ ...piece, path, whole: found.length === 1 }] : []))
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => referencesIn(item, [...path, key]))
}
