import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/domain/access/roles'
import { liveEntryFor, positionAskedFor } from './may-hear'
import { untoldEntry } from '@/lib/testing/untold-entry'
import { liveText } from '@/lib/domain/view/live-message'

describe('what a person hears of an entry', () => {
  it.each<[Role[], string, string | null | undefined]>([
    [['commander'], 'incident:i-1', 'some.fact'],
    [['auditor'], 'incident:i-1', 'some.fact'],
    [['sponsor'], 'incident:i-1', null],
    [[], 'incident:i-1', undefined],
    [['sponsor'], 'plan:orderflow', 'some.fact'],
    [['sponsor'], 'session', undefined],
    [['sponsor'], 'people', undefined],
    [['auditor'], 'session', 'some.fact'],
    [[], 'plan:orderflow', undefined],
  ])('%j of %s: %s', (roles, stream, type) => {
    expect(liveEntryFor(roles, untoldEntry(stream))?.type).toBe(type)
  })

  it('never carries the payload', () => {
    expect(JSON.stringify(liveEntryFor(['commander'], untoldEntry('incident:i-1')))).not.toContain('secret')
  })
})

describe('where a stream goes on', () => {
  it.each<[string | null, string | null, number | null]>([
    ['12', '3', 12],
    [null, '3', 3],
    ['not a number', '3', 3],
    ['-1', null, null],
    [null, null, null],
    [null, '0', 0],
  ])('Last-Event-ID %s, after %s: %s', (last, after, position) => {
    expect(positionAskedFor(last, after)).toBe(position)
  })
})

it('writes a message as one event with one line of data', () => {
  const entry = { position: 70, stream: 'incident:i-1', sequence: 7, type: 'a\n\ndata: b', at: 'now' }
  expect(liveText({ event: 'entry', id: 70, data: entry })).toBe(
    'id: 70\nevent: entry\ndata: {"position":70,"stream":"incident:i-1","sequence":7,"type":"a\\n\\ndata: b","at":"now"}\n\n',
  )
})
