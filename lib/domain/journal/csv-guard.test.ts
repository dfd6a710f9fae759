import { describe, expect, it } from 'vitest'
import { guardCell, unguardCell } from './csv-guard'

describe('a cell of an export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'that a spreadsheet would run is text: %j',
    (value) => {
      expect(guardCell(value)).toBe(`'${value}`)
      expect(unguardCell(guardCell(value))).toBe(value)
    },
  )

  it.each(["'=1", "''", "'", '{"a":"=1"}', 'incident:INC-1', '', '1', 'a=b'])('comes back as it was: %j', (value) => {
    expect(unguardCell(guardCell(value))).toBe(value)
  })

  it.each(['{"a":"=1"}', 'incident:INC-1', '', 'a=b'])('is left alone when nothing would run it: %j', (value) => {
    expect(guardCell(value)).toBe(value)
  })
})
