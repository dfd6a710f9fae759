import { expect, it } from 'vitest'
import { knownNow } from './use-known-now'

const heard = '2026-11-19T02:47:13.000Z'
const now = Date.parse('2026-11-19T02:47:23.000Z')

it.each([
  ['goes with the server’s clock while the page hears', false, heard, { now, stale: false }],
  ['stands where the server was last heard, once it is lost', true, heard, { now: Date.parse(heard), stale: true }],
  ['is stale where nobody knows when that was', true, null, { now, stale: true }],
])('what a page knows %s', (_, lost, lastHeardOn, known) => expect(knownNow(lost, lastHeardOn, now)).toEqual(known))
