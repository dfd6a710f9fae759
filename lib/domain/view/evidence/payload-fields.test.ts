import { expect, it } from 'vitest'
import { payloadFields } from './payload-fields'

const nameOf = (id: string) => (id === 'mara' ? 'Mara Okafor' : null)

it.each<[string, unknown, string[]]>([
  ['a name in camel case by its words', { sendBefore: 'x' }, ['send before: x']],
  ['an id with the name beside it', { person: 'mara' }, ['person: Mara Okafor (mara)']],
  ['an id nobody knows as it is', { person: 'zoe' }, ['person: zoe']],
  ['an object by its fields', { loss: { count: 3, unknown: null } }, ['loss count: 3', 'loss unknown: none']],
  ['a list of words in a line', { duties: ['a', 'b'] }, ['duties: a, b']],
  [
    'a list of objects by number',
    { readings: [{ value: '' }, { value: false }] },
    ['readings 1 value: empty', 'readings 2 value: false'],
  ],
  ['what is empty as none', { outputs: {}, list: [] }, ['outputs: none', 'list: none']],
])('a payload says %s', (_, payload, lines) => {
  expect(payloadFields(payload, nameOf).map(({ name, value }) => `${name}: ${value}`)).toEqual(lines)
})
