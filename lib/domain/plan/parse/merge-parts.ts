import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Problem, SourceFile } from '../problem'
import { place, readYaml, startOf, type YamlSource } from './read-yaml'
import { SourceMap, type Fragment } from './source-map'

const maxFiles = 100

/** The content of several files as if it were one, with the place of everything in it. Null when a file is unreadable. */
export interface Merged {
  content: Record<string, unknown>
  places: SourceMap
}

/** Lists under the same key in several files become one list, in the order of the file names; anything else is written once. */
export function mergeParts(files: readonly SourceFile[]): { merged: Merged | null; problems: Problem[] } {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const first = sorted[0]
  if (first === undefined || sorted.length > maxFiles) {
    const message = first === undefined ? 'no YAML file here' : `too many files: at most ${maxFiles}`
    return { merged: null, problems: [{ file: first?.path ?? '.', line: 1, column: 1, code: 'files', message }] }
  }
  const read = sorted.map(readYaml)
  const problems = read.flatMap((one) => one.problems)
  if (problems.length > 0) return { merged: null, problems }

  const fragments = new Map<string, Fragment[]>()
  for (const { yaml } of read) problems.push(...addFile(yaml, fragments))
  if (problems.length > 0) return { merged: null, problems }
  const content: Record<string, unknown> = {}
  for (const [key, parts] of fragments) {
    const values = parts.map(({ value }) => plain(value))
    content[key] = values.length > 1 ? values.flat() : values[0]
  }
  const top = sorted.find(({ path }) => /(^|\/)plan\.yaml$/.test(path)) ?? first
  return { merged: { content, places: new SourceMap(fragments, { file: top.path, line: 1, column: 1 }) }, problems }
}

function addFile(yaml: YamlSource, fragments: Map<string, Fragment[]>): Problem[] {
  const at = (node: unknown, code: string, message: string): Problem => ({
    ...place(yaml, startOf(node)),
    code,
    message,
  })
  if (yaml.root === null) return []
  if (!isMap(yaml.root)) return [at(yaml.root, 'type', 'expected keys and values at the top of the file')]
  return yaml.root.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : ''
    const before = fragments.get(name) ?? []
    const other = before[0]
    if (other !== undefined && !(isSeq(value) && isSeq(other.value))) {
      return [at(key, 'duplicate-key', `${name} already stands in ${other.yaml.file}: keep one, only lists are joined`)]
    }
    const start = before.reduce((sum, { length }) => sum + length, 0)
    const length = isSeq(value) ? value.items.length : 1
    fragments.set(name, [...before, { yaml, key: key as Node, value: value as Node | null, start, length }])
    return []
  })
}

function plain(node: Node | null): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map((item) => plain(item as Node | null))
  if (!isMap(node)) return null
  return Object.fromEntries(
    node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', plain(value as Node | null)]),
  )
}
