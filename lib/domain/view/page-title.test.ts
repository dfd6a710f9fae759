import { describe, expect, it } from 'vitest'
import { countedTitle, pageTitle, type PageTitleFacts } from './page-title'

const facts = (change: Partial<PageTitleFacts> = {}): PageTitleFacts => ({
  kind: 'console',
  mode: 'live',
  label: 'INC-0003',
  environment: 'Lab',
  ...change,
})

describe('the title of a tab', () => {
  it.each<[string, Partial<PageTitleFacts>, string]>([
    ['says the world, the incident and the environment first', {}, 'LIVE INC-0003 · Lab · Command console'],
    ['tells a drill from an incident', { mode: 'drill', label: 'DRILL-0004' }, 'DRILL-0004 · Lab · Command console'],
    ['names the page', { kind: 'approval' }, 'LIVE INC-0003 · Lab · Approval'],
    [
      'is the product’s where there is no incident',
      { kind: 'posture', mode: null, label: null, environment: null },
      'Posture · Breakwater',
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

describe('the mark before a title', () => {
  it.each([
    ['Posture · Breakwater', 1, '(1) Posture · Breakwater'],
    ['(1) Posture · Breakwater', 2, '(2) Posture · Breakwater'],
    ['(2) Posture · Breakwater', 0, 'Posture · Breakwater'],
    ['LIVE INC-0003 · Lab', 0, 'LIVE INC-0003 · Lab'],
  ])('of %j with %i asking is %j, however often it is put there', (title, asks, words) => {
    expect(countedTitle(title, asks)).toBe(words)
    expect(countedTitle(countedTitle(title, asks), asks)).toBe(words)
  })
})
