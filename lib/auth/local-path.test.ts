import { describe, expect, it } from 'vitest'
import { localPath } from './local-path'

it.each([
  ['/posture', '/posture'],
  ['/incidents/i-1/declare?x=1', '/incidents/i-1/declare?x=1'],
  [null, '/'],
  ['', '/'],
  ['posture', '/'],
  ['//evil.example/posture', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/api/auth/signout', '/'],
  ['/\t/evil.example', '/'],
  ['/./posture', '/posture'],
  ['/incidents/../posture?at=//here', '/posture?at=//here'],
])('goes on from %j to %j', (path, to) => {
  expect(localPath(path)).toBe(to)
})

describe('a path that becomes another site once it is read as an address', () => {
  it.each([
    '/.//evil.example',
    '/%2e//evil.example',
    '/%2E/%2e//evil.example',
    '/a/..//evil.example',
    '/a/%2e%2e//evil.example',
    '/./\\evil.example',
    '/.\\/evil.example',
    '/.\t//evil.example',
    '/.//evil.example:443/sign-in?next=/posture',
    '/..//..//evil.example',
    '/.///evil.example',
    '/a/../\\/evil.example',
  ])('%j leads to the start page', (path) => {
    const to = localPath(path)
    expect(new URL(to, 'https://console.example').origin).toBe('https://console.example')
    expect(to).toBe('/')
  })
})
