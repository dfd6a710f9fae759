import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

const files = ['app', 'bench', 'cli', 'components', 'e2e', 'lab', 'lib'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(room, path)),
)
const known = new Set(files)

/** What a file names in an import, of types or values, at once or at first use. */
function importsOf(file: string): string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(@\/|\.)([^']+)'/g)]
  return names.flatMap(([, from, rest = '']) => {
    const path = from === '@/' ? rest : normalize(join(dirname(file), `.${rest}`))
    return [path, `${path}.ts`, `${path}.tsx`].filter((one) => known.has(one))
  })
}

/** The first way on which a file comes back to itself, if there is one. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (file: string, way: readonly string[]): string[] | null => {
    const at = way.indexOf(file)
    if (at >= 0) return [...way.slice(at), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const found = visit(next, [...way, file])
      if (found !== null) return found
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const found = visit(file, [])
    if (found !== null) return found
  }
  return null
}

it('no file imports, through whatever others, itself: not even for a type, which lint lets pass', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  expect([...graph.values()].flat().length).toBeGreaterThan(3_000)
  expect(circle(graph)).toBeNull()
  expect(
    circle(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'b'])
})
