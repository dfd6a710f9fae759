import { expect, it } from 'vitest'
import { parseXml } from './parse-xml'
import { renderXml } from './render-xml'

const listNames = { Changes: 'Change' }

it('reads what renderXml writes, lists and signs of XML included', () => {
  const structure = { Comment: `<a> & "b" 'c'`, Changes: [{ Action: 'UPSERT' }, { Action: 'DELETE' }] }
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Request xmlns="x">${renderXml(structure, listNames)}</Request>`
  expect(parseXml(xml, listNames)).toEqual(structure)
})

it.each([
  ['<R><A/><B></B></R>', { A: '', B: '' }],
  ['<R><A>&#65;&#x42;&unknown;</A></R>', { A: 'AB&unknown;' }],
  ['<R><Changes/></R>', { Changes: [] }],
  ['<R><!-- <A> --><B a="1">x</B></R>', { B: 'x' }],
])('reads %s', (xml, structure) => {
  expect(parseXml(xml, listNames)).toEqual(structure)
})

it.each([
  '',
  'text',
  '<R>',
  '<R></Q>',
  '</R>',
  '<R/><R/>',
  '<R><A></R></A>',
  '<R><',
  '<a>'.repeat(30) + '</a>'.repeat(30),
])('refuses %s', (xml) => {
  expect(() => parseXml(xml, listNames)).toThrow('not well-formed')
})
