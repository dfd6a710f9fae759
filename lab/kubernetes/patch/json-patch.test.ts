import { describe, expect, it } from 'vitest'
import { applyJsonPatch, JsonPatchError } from './json-patch'

const document = { metadata: { labels: { 'a/b': 'x' } }, list: [1, 2, 3] }

describe('a JSON patch', () => {
  it.each([
    [
      'adds a field',
      { op: 'add', path: '/metadata/name', value: 'n' },
      { metadata: { labels: { 'a/b': 'x' }, name: 'n' } },
    ],
    [
      'replaces under an escaped key',
      { op: 'replace', path: '/metadata/labels/a~1b', value: 'y' },
      { metadata: { labels: { 'a/b': 'y' } } },
    ],
    ['appends', { op: 'add', path: '/list/-', value: 4 }, { list: [1, 2, 3, 4] }],
    ['inserts', { op: 'add', path: '/list/1', value: 9 }, { list: [1, 9, 2, 3] }],
    ['removes an element', { op: 'remove', path: '/list/0' }, { list: [2, 3] }],
    ['copies', { op: 'copy', from: '/list/2', path: '/list/0' }, { list: [3, 1, 2, 3] }],
    ['moves', { op: 'move', from: '/list/2', path: '/list/0' }, { list: [3, 1, 2] }],
    ['passes a true test', { op: 'test', path: '/list', value: [1, 2, 3] }, {}],
  ])('%s', (_name, operation, expected) => {
    expect(applyJsonPatch(document, [operation])).toEqual({ ...document, ...expected })
  })

  it.each([
    ['a false test', { op: 'test', path: '/list/0', value: 2 }],
    ['a replace of nothing', { op: 'replace', path: '/metadata/name', value: 'n' }],
    ['a removal of nothing', { op: 'remove', path: '/metadata/name' }],
    ['an index out of range', { op: 'add', path: '/list/7', value: 1 }],
    ['a path through nothing', { op: 'add', path: '/spec/replicas', value: 1 }],
    ['an unknown operation', { op: 'frob', path: '/list' }],
    ['no path', { op: 'remove' }],
  ])('refuses %s', (_name, operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(JsonPatchError)
  })

  it('refuses what is no list', () => {
    expect(() => applyJsonPatch(document, { op: 'add' })).toThrow(JsonPatchError)
  })
})
