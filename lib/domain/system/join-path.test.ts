import { expect, it } from 'vitest'
import { joinPath } from './join-path'
import { HttpPath } from './parameter/http-path'

it.each([
  ['https://store.example', '/heartbeat', 'https://store.example/heartbeat'],
  ['https://store.example/base/', '/heartbeat?x=1', 'https://store.example/base/heartbeat?x=1'],
  ['http://127.0.0.1:8080', '/a/b-c_d~1', 'http://127.0.0.1:8080/a/b-c_d~1'],
])('joins %s and %s', (endpoint, path, joined) => {
  expect(joinPath(endpoint, path)?.href).toBe(joined)
})

const leaving = [
  '//evil.example/x',
  'https://evil.example/x',
  '/../admin',
  '/a/../../admin',
  '/%2e%2e/admin',
  '/a/%2E%2e/b',
  '/\\evil.example',
  'heartbeat',
  '',
  '@evil.example/',
  '/a#b',
]
it.each(leaving)('refuses %j, which would lead elsewhere', (path) => {
  expect(joinPath('https://store.example/base', path)).toBeNull()
  expect(HttpPath.safeParse(path).success).toBe(false)
})

it.each(['/a//b', '/a%2fb', '/a%5cb', '/a b', '/a\nb', '/\u202eb', '/${x}'])('is no path of a plan: %j', (path) => {
  expect(HttpPath.safeParse(path).success).toBe(false)
})
