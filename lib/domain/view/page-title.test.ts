import { describe, expect, it } from 'vitest'
import { pageTitle, type PageTitleFacts } from './page-title'

const facts = (change: Partial<PageTitleFacts> = {}): PageTitleFacts => ({
  kind: 'console',
  mode: 'live',
  label: 'INC-0003',
  environment: 'Lab',
  waiting: 0,
  ...change,
})

describe('the title of a tab', () => {
  it.each<[string, Partial<PageTitleFacts>, string]>([
    ['says the world, the incident and the environment first', {}, 'LIVE INC-0003 · Lab · Command console'],
    ['tells a drill from an incident', { mode: 'drill', label: 'DRILL-0004' }, 'DRILL-0004 · Lab · Command console'],
    ['counts what waits before everything else', { waiting: 2 }, '(2) LIVE INC-0003 · Lab · Command console'],
    ['names the page', { kind: 'approval' }, 'LIVE INC-0003 · Lab · Approval'],
    [
      'is the product’s where there is no incident',
      { kind: 'posture', mode: null, label: null, environment: null, waiting: 1 },
      '(1) Posture · Breakwater',
    ],
    [
      'is the product’s alone where the page has no name',
      { kind: 'other', mode: null, label: null, environment: null },
      'Breakwater',
    ],
  ])('%s', (_, change, words) => {
    expect(pageTitle(facts(change))).toBe(words)
  })

  it('differs between two environments with an incident of the same number and page', () => {
    expect(pageTitle(facts({ environment: 'Production' }))).not.toBe(pageTitle(facts({ environment: 'Staging' })))
  })
})
