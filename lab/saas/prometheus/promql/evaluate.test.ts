import { describe, expect, it } from 'vitest'
import { SampleStore } from '../sample-store'
import { evaluate } from './evaluate'
import { BadQuery } from './expression'
import { parseQuery } from './parse-query'

const now = 1_000_000
const store = new SampleStore(3_600_000)
/** Four scrapes 10 s apart; `gone` is not there at the last two. */
for (const [index, at] of [now - 30_000, now - 20_000, now - 10_000, now].entries()) {
  store.append(
    [
      { labels: { __name__: 'share', region: 'east' }, value: 0.75 },
      { labels: { __name__: 'share', region: 'west' }, value: 0.25 },
      { labels: { __name__: 'breach', region: 'east' }, value: index === 0 ? 0 : 1 },
      { labels: { __name__: 'orders_total' }, value: index * 100 },
      ...(index < 2 ? [{ labels: { __name__: 'gone' }, value: 1 }] : []),
    ],
    at,
  )
}

function query(text: string) {
  return evaluate(parseQuery(text), { store, at: now, scaled: (milliseconds) => milliseconds })
}

function rows(text: string): string[] {
  const result = query(text)
  if (result.type === 'scalar') return [`${result.value}`]
  if (result.type === 'matrix') return result.series.map(({ points }) => points.map(({ value }) => value).join(' '))
  return result.samples.map(({ labels, value }) => `${labels.region ?? ''} ${value}`.trim())
}

describe('a query', () => {
  it.each<[string, string[]]>([
    ['share', ['east 0.75', 'west 0.25']],
    ['share{region="west"}', ['west 0.25']],
    ['share{region!="west"}', ['east 0.75']],
    ['share{region=~"ea.*|x"}', ['east 0.75']],
    ['share{region=~"as"}', []],
    ['{__name__="share",region!~"e.*",}', ['west 0.25']],
    ['share > 0.5', ['east 0.75']],
    ['share > bool 0.5', ['east 1', 'west 0']],
    ['0.5 < share', ['east 0.75']],
    ['100 * share{region="east"} - 5', ['east 70']],
    ['-share{region="east"}', ['east -0.75']],
    ['sum(share)', ['1']],
    ['sum by (region) (share)', ['east 0.75', 'west 0.25']],
    ['max(share) by (region) == 0.75', ['east 0.75']],
    ['min without (region) (share)', ['0.25']],
    ['avg(share)', ['0.5']],
    ['count(share)', ['2']],
    ['1 + 2 * 3', ['7']],
    ['(1 + 2) * 3', ['9']],
    ['1 == bool 1', ['1']],
    ['min_over_time(breach{region="east"}[25s]) == 1', ['east 1']],
    ['min_over_time(breach{region="east"}[35s]) == 1', []],
    ['min_over_time(breach[25s]) == 1 and count_over_time(breach[25s]) >= 3', ['east 1']],
    ['increase(orders_total[1m])', ['300']],
    ['rate(orders_total[1m])', ['10']],
    ['orders_total[25s]', ['100 200 300']],
    ['gone', []],
    ['absent(gone)', ['1']],
    ['absent(share)', []],
    ['nothing', []],
    ['sum(nothing)', []],
    ['share and breach', ['east 0.75']],
    ['share unless breach', ['west 0.25']],
    ['breach or share', ['east 1', 'west 0.25']],
    ['share / breach', ['east 0.75']],
    ['scalar(share{region="east"})', ['0.75']],
    ['time() - timestamp(orders_total)', ['0']],
    ['abs(-1 * orders_total)', ['300']],
  ])('%s', (text, expected) => {
    expect(rows(text)).toEqual(expected)
  })

  it.each([
    '',
    'share{',
    'share}',
    'share{region}',
    'share{region="a" region="b"}',
    'share{region=~"("}',
    'share[',
    'share[5]',
    'sum(share',
    'rate(share)',
    'frob(share)',
    'share +',
    '1 == 1',
    '1 + bool 2',
    'share offset 5m',
    'share / on(region) breach',
    '{region=""}',
    'share[1m] + 1',
    'sum(share[1m])',
    'share ; drop',
  ])('refuses %s', (text) => {
    expect(() => query(text)).toThrow(BadQuery)
  })

  it('does not see samples older than five minutes', () => {
    const later = { store, at: now + 301_000, scaled: (milliseconds: number) => milliseconds }
    expect(evaluate(parseQuery('share'), later)).toEqual({ type: 'vector', samples: [] })
  })

  it('corrects an increase for a counter that began again', () => {
    const reset = new SampleStore(60_000)
    for (const [index, value] of [10, 20, 5].entries())
      reset.append([{ labels: { __name__: 'c' }, value }], index * 1000)
    const result = evaluate(parseQuery('increase(c[1m])'), { store: reset, at: 2000, scaled: (time) => time })
    expect(result).toMatchObject({ samples: [{ value: 15 }] })
  })
})
