import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Path, PathSegment, Place } from '../problem'
import { place, startOf, type YamlSource } from './read-yaml'

/** A top-level key as one file gives it. A list given by several files is one list: `start` is where this part begins. */
export interface Fragment {
  yaml: YamlSource
  key: Node | null
  value: Node | null
  start: number
  length: number
}

interface Found {
  yaml: YamlSource
  key: Node | null
  value: Node | null
  /** False when the path goes on where the file ends. */
  complete: boolean
}

/** Knows for every path of the merged content which file, line and column it came from. */
export class SourceMap {
  constructor(
    private readonly fragments: ReadonlyMap<string, readonly Fragment[]>,
    private readonly top: Place,
  ) {}

  /** The value itself; of a missing or empty one, the key or item it is missing from. */
  value(path: Path): Place {
    const found = this.find(path)
    if (found === null) return this.top
    const empty = isScalar(found.value) && found.value.value === null && (found.value.source ?? '') === ''
    const node = found.complete && !empty ? (found.value ?? found.key) : (found.key ?? found.value)
    return place(found.yaml, startOf(node))
  }

  /** The key of a mapping, for a key that should not be there. */
  key(path: Path): Place {
    const found = this.find(path)
    return found === null ? this.top : place(found.yaml, startOf(found.key ?? found.value))
  }

  private find(path: Path): Found | null {
    const [top, ...rest] = path
    const fragments = this.fragments.get(String(top)) ?? []
    const index = typeof rest[0] === 'number' ? rest[0] : null
    const list = fragments.length > 1 && index !== null
    const fragment =
      (list ? fragments.find(({ start, length }) => index >= start && index < start + length) : undefined) ??
      fragments[0]
    if (fragment === undefined) return null
    let found: Found = { yaml: fragment.yaml, key: fragment.key, value: fragment.value, complete: true }
    for (const [depth, segment] of rest.entries()) {
      const next = child(found.value, list && depth === 0 ? Number(segment) - fragment.start : segment)
      if (next === null) return { ...found, complete: false }
      found = { ...found, ...next }
    }
    return found
  }
}

function child(node: Node | null, segment: PathSegment): { key: Node | null; value: Node | null } | null {
  if (isSeq(node)) {
    const item = node.items[Number(segment)]
    return item === undefined ? null : { key: null, value: item as Node | null }
  }
  if (!isMap(node)) return null
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === segment)
  return pair === undefined ? null : { key: pair.key as Node, value: pair.value as Node | null }
}
