import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json'
import { applyMergePatch } from './merge-patch'
import { applyStrategicMergePatch } from './strategic-merge-patch'

const containers: JsonObject[] = [
  {
    name: 'api',
    image: 'api:1',
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  },
  { name: 'proxy', image: 'proxy:1' },
]
const pod: JsonObject = {
  containers,
  finalizers: ['keep'],
  tolerations: [{ key: 'x' }],
}

describe('a strategic merge patch', () => {
  it('merges lists by their merge key and keeps what it does not name', () => {
    const patch = {
      containers: [
        {
          name: 'api',
          env: [
            { name: 'B', value: '3' },
            { name: 'C', value: '4' },
          ],
        },
      ],
    }
    expect(applyStrategicMergePatch(pod, patch)).toEqual({
      ...pod,
      containers: [
        {
          name: 'api',
          image: 'api:1',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '3' },
            { name: 'C', value: '4' },
          ],
        },
        { name: 'proxy', image: 'proxy:1' },
      ],
    })
  })

  it('puts elements in the order asked for', () => {
    const patch = { '$setElementOrder/containers': [{ name: 'proxy' }, { name: 'api' }] }
    expect(applyStrategicMergePatch(pod, patch)).toMatchObject({ containers: [{ name: 'proxy' }, { name: 'api' }] })
  })

  it.each<[string, JsonObject, object]>([
    [
      'deletes an element',
      { containers: [{ name: 'proxy', $patch: 'delete' }] },
      { containers: [containers[0] ?? {}] },
    ],
    [
      'replaces a list',
      { containers: [{ $patch: 'replace' }, { name: 'n', image: 'i' }] },
      { containers: [{ name: 'n', image: 'i' }] },
    ],
    ['removes a field by null', { finalizers: null }, { finalizers: undefined }],
    ['merges a set', { finalizers: ['new'] }, { finalizers: ['keep', 'new'] }],
    ['takes from a set', { '$deleteFromPrimitiveList/finalizers': ['keep'] }, { finalizers: [] }],
    ['replaces a list without a merge key', { tolerations: [{ key: 'y' }] }, { tolerations: [{ key: 'y' }] }],
  ])('%s', (_name, patch, expected) => {
    expect(applyStrategicMergePatch(pod, patch)).toEqual({ ...pod, ...expected })
  })

  it('replaces everything when told so', () => {
    expect(applyStrategicMergePatch(pod, { $patch: 'replace', a: 1 })).toEqual({ a: 1 })
  })

  it('leaves its target untouched', () => {
    const before = structuredClone(pod)
    applyStrategicMergePatch(pod, { containers: [{ name: 'api', image: 'api:2' }] })
    expect(pod).toEqual(before)
  })
})

describe('a merge patch', () => {
  it('replaces lists, merges objects and removes by null', () => {
    expect(applyMergePatch({ a: { b: 1, c: 2 }, list: [1, 2] }, { a: { b: null, d: 3 }, list: [9] })).toEqual({
      a: { c: 2, d: 3 },
      list: [9],
    })
  })
})
