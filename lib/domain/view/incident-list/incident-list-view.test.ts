import { expect, it } from 'vitest'
import { buildIncidentList, type IncidentRow } from './incident-list-view'

const row = (number: number, change: Partial<IncidentRow> = {}): IncidentRow => ({
  id: `INC-${number}`,
  number,
  mode: 'live',
  title: 'Checkout fails',
  status: 'proposed',
  class: null,
  plan: 'OrderFlow',
  environment: 'lab',
  proposedAt: '2026-11-19T02:44:10.000Z',
  proposedBy: 'Alertmanager',
  declaredAt: null,
  closedAt: null,
  alerts: [],
  outcome: null,
  takeCommand: null,
  ...change,
})

it('lists open before closed, newest first', () => {
  const closed = row(9, { status: 'closed', closedAt: '2026-11-19T04:00:00.000Z' })
  const list = buildIncidentList([row(3), closed, row(7, { status: 'declared' })], ['commander'], 'now')
  expect(list.open.map(({ id }) => id)).toEqual(['INC-7', 'INC-3'])
  expect(list.closed.map(({ id }) => id)).toEqual(['INC-9'])
})

const words: Readonly<Record<string, string>> = {
  proposed: 'not declared',
  closed: 'ended',
  relapsed: 'down again',
}

it.each([
  ['proposed', 'waiting', '/incidents/INC-1/declare'],
  ['declared', 'running', '/incidents/INC-1'],
  ['recovered', 'ok', '/incidents/INC-1'],
  ['relapsed', 'breached', '/incidents/INC-1'],
  ['closed', 'waiting', '/incidents/INC-1'],
])('leads %s (%s) to %s', (status, mark, href) => {
  const [item] = buildIncidentList([row(1, { status })], [], 'now').open
  expect(item).toMatchObject({ word: words[status] ?? status, status: mark, href })
})

it('never shows a drill as an incident', () => {
  const [item] = buildIncidentList([row(12, { mode: 'clone-failover' })], [], 'now').open
  expect(item).toMatchObject({ label: 'DRILL-0012', mode: 'drill', modeWords: 'clone failover' })
})

it.each([
  [['responder'] as const, true],
  [['auditor'] as const, false],
])('%j may open one: %s', (roles, may) => {
  expect(buildIncidentList([], roles, 'now').mayPropose).toBe(may)
})
