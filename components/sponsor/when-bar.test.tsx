import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { WhenBar } from './when-bar'

const from = '2026-11-19T00:41:00.000Z'
const until = '2026-11-19T01:08:00.000Z'

function said(end: { until: string | null; stillDown: boolean }): string {
  const bar = createElement(WhenBar, {
    bar: { from, back: null, ...end },
    odds: null,
    known: { now: Date.parse('2026-11-19T05:00:00.000Z'), stale: false },
  })
  return renderToStaticMarkup(bar).replace(/<[^>]+>/g, ' ')
}

it.each([
  ['back, once it was', { until, stillDown: false }, 'back 01:08'],
  ['the end of the incident, where it was still down then', { until, stillDown: true }, 'ended, still down 01:08'],
  ['that nobody can tell, while it goes on', { until: null, stillDown: false }, 'back: cannot tell yet'],
])('says %s', (_, end, words) => {
  expect(said(end)).toContain(words)
  expect(said(end).includes('back 01:08')).toBe(words === 'back 01:08')
})
