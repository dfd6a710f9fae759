import { expect, it } from 'vitest'
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
])('goes on from %j to %j', (path, to) => {
  expect(localPath(path)).toBe(to)
})
