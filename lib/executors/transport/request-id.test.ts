import { expect, it } from 'vitest'
import { requestIdOf } from './request-id'

it.each<[Record<string, string>, string | null]>([
  [{ 'audit-id': '0d8f5c7e-1b1a-4a4e-9f53-2a1f0f1d7a11' }, '0d8f5c7e-1b1a-4a4e-9f53-2a1f0f1d7a11'],
  [{ 'x-slack-req-id': 'abc' }, 'abc'],
  [{ 'x-request-id': 'one', 'audit-id': 'two' }, 'one'],
  [{ 'audit-id': 'x'.repeat(101) }, null],
  [{ 'audit-id': 'a\u001b[2J' }, null],
  [{ 'audit-id': 'Bearer secret' }, null],
  [{ 'audit-id': '' }, null],
  [{}, null],
])('%j is of request %s', (headers, id) => {
  expect(requestIdOf(headers)).toBe(id)
})
