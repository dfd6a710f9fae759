import { describe, expect, it } from 'vitest'
import { parseQueryForm } from './parse-query-form'
import { renderXml } from './render-xml'

describe('a query form', () => {
  it('becomes a tree, with lists for numbered members', () => {
    const form = 'Filters.Filter.2.Name=b&Filters.Filter.1.Name=a&Filters.Filter.1.Values.Value.1=x&Marker='
    expect(parseQueryForm(form)).toEqual({ Filters: [{ Name: 'a', Values: ['x'] }, { Name: 'b' }], Marker: '' })
  })

  it('takes dangerous names as names', () => {
    const parsed = parseQueryForm('__proto__.polluted=yes&constructor.prototype.polluted=yes')
    expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('refuses forms that are too deep or too wide', () => {
    expect(() => parseQueryForm(`${'a.'.repeat(20)}b=1`)).toThrow('nested too deep')
    expect(() => parseQueryForm(Array.from({ length: 1001 }, (_, i) => `f${i}=1`).join('&'))).toThrow('too many fields')
  })
})

describe('XML', () => {
  it('escapes text, names list members and leaves absent members out', () => {
    const result = { Text: `<&>"'`, None: undefined, Events: [{ At: new Date(0) }], Other: ['x'], Flag: false }
    expect(renderXml(result, { Events: 'Event' })).toBe(
      '<Text>&lt;&amp;&gt;&quot;&apos;</Text><Events><Event><At>1970-01-01T00:00:00.000Z</At></Event></Events>' +
        '<Other><member>x</member></Other><Flag>false</Flag>',
    )
  })
})
