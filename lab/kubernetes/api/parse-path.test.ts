import { describe, expect, it } from 'vitest'
import { parseResourcePath, splitCredential } from './parse-path'

describe('a path', () => {
  it.each([
    ['/api/v1/namespaces', 'namespaces', undefined, undefined, undefined],
    ['/api/v1/namespaces/checkout', 'namespaces', undefined, 'checkout', undefined],
    ['/api/v1/namespaces/checkout/pods', 'pods', 'checkout', undefined, undefined],
    ['/api/v1/pods', 'pods', undefined, undefined, undefined],
    ['/api/v1/nodes/n1/status', 'nodes', undefined, 'n1', 'status'],
    ['/api/v1/namespaces/checkout/pods/p:8080/proxy/dr', 'pods', 'checkout', 'p:8080', 'proxy'],
    ['/apis/apps/v1/namespaces/checkout/deployments/api/scale', 'deployments', 'checkout', 'api', 'scale'],
    [
      '/apis/autoscaling/v2/namespaces/a%2Fb/horizontalpodautoscalers',
      'horizontalpodautoscalers',
      'a/b',
      undefined,
      undefined,
    ],
  ])('%s', (path, plural, namespace, name, subresource) => {
    const parsed = parseResourcePath(path)
    expect([parsed?.resource.plural, parsed?.namespace, parsed?.name, parsed?.subresource]).toEqual([
      plural,
      namespace,
      name,
      subresource,
    ])
  })

  it.each([
    '/',
    '/api/v1/secrets',
    '/api/v2/pods',
    '/apis/apps/v1beta1/deployments',
    '/apis/autoscaling/v1/horizontalpodautoscalers',
    '/api/v1/namespaces/checkout/nodes',
    '/api/v1/namespaces/checkout/pods/p/exec',
    '/api/v1/%E0%A4%A',
  ])('%s names nothing served here', (path) => {
    expect(parseResourcePath(path)).toBeUndefined()
  })

  it('may carry the credential kubectl does not send', () => {
    expect(splitCredential('/token/a%2Bb/api/v1')).toEqual({ path: '/api/v1', token: 'a+b' })
    expect(splitCredential('/token/abc')).toEqual({ path: '/', token: 'abc' })
    expect(splitCredential('/api/v1/token/abc')).toEqual({ path: '/api/v1/token/abc', token: undefined })
  })
})
