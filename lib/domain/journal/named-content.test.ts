import { expect, it } from 'vitest'
import { namedContent } from './named-content'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]

it.each<[string, object, object[]]>([
  ['plan.imported', { key: 'p', hash: a, replaces: b }, [{ kind: 'plan', hash: a }]],
  ['environment.imported', { hash: a }, [{ kind: 'environment', hash: a }]],
  [
    'incident.proposed',
    { plan: { key: 'p', hash: a }, environment: { name: 'e', hash: b } },
    [
      { kind: 'plan', hash: a },
      { kind: 'environment', hash: b },
    ],
  ],
  ['any.other', { hash: a, kept: [{ of: { sha256: b } }] }, [{ kind: 'artefact', hash: b }]],
  ['any.other', { sha256: 'no hash' }, []],
])('%s %j names %j', (type, payload, named) => {
  expect(namedContent({ type, payload: JSON.stringify(payload) })).toEqual(named)
})
