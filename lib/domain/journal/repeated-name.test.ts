import { expect, it } from 'vitest'
import { repeatedName } from './repeated-name'

it.each<[string, string, object | null]>([
  ['nothing twice', '{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', null],
  ['a value that reads like a name', '{"a":"b","b":"a","c":"{\\"a\\":1,\\"a\\":2}"}', null],
  ['the outermost object', '{"a":1,\n"a":2}', { name: 'a', within: '', line: 2 }],
  ['an object inside', '{"incident":{"mode":"live","id":"x",\n\n"mode":"drill"}}', { within: 'incident', line: 3 }],
  ['an object in a list', '{"entries":[{},{"payload":{"x":[1,2],"x":3}}]}', { within: 'entries[1].payload' }],
  ['a list of lists', '[[1,[2,{"x":1,"x":1}]]]', { within: '[0][1][1]' }],
  ['a name written with an escape', '{"mode":"live","mo\\u0064e":"drill"}', { name: 'mode' }],
  ['a name every object has', '{"__proto__":1,"__proto__":2}', { name: '__proto__' }],
  ['the empty name', '{"":1,"":2}', { name: '' }],
])('finds a name that stands twice in %s', (_, json, expected) => {
  JSON.parse(json)
  const found = repeatedName(json)
  if (expected === null) expect(found).toBeNull()
  else expect(found).toMatchObject(expected)
})
