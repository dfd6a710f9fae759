import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../cluster/objects'
import { ApiError } from './api-error'
import { selection } from './selectors'

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p1',
    namespace: 'checkout',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { app: 'api', tier: 'T0' },
  },
  spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n1' },
  status: { phase: 'Running', conditions: [] },
}

describe('a selector', () => {
  it.each([
    ['labelSelector', 'app=api', true],
    ['labelSelector', 'app==api,tier!=T1', true],
    ['labelSelector', 'app!=api', false],
    ['labelSelector', 'tier in (T0, T1),app', true],
    ['labelSelector', 'tier notin (T0)', false],
    ['labelSelector', 'zone notin (a)', true],
    ['labelSelector', '!zone', true],
    ['labelSelector', 'zone', false],
    ['fieldSelector', 'metadata.name=p1,status.phase=Running', true],
    ['fieldSelector', 'spec.nodeName!=n1', false],
    ['fieldSelector', 'metadata.namespace=payments', false],
  ])('%s=%s matches: %s', (kind, text, expected) => {
    expect(selection(new URLSearchParams({ [kind]: text }))(pod)).toBe(expected)
  })

  it.each([
    ['fieldSelector', 'spec.replicas=3'],
    ['labelSelector', 'a b c'],
  ])('%s=%s is refused', (kind, text) => {
    expect(() => selection(new URLSearchParams({ [kind]: text }))).toThrow(ApiError)
  })
})
