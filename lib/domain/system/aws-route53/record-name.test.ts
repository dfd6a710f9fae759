import { expect, it } from 'vitest'
import { comparableName, RecordName } from './record-name'

it.each([
  ['checkout.example.com', 'checkout.example.com.'],
  ['Checkout.EXAMPLE.com', 'checkout.example.com.'],
  ['*.example.com', String.raw`\052.example.com.`],
  [String.raw`\052.example.com`, '*.example.com.'],
  [String.raw`a\100b.example.com`, 'a@b.example.com'],
  [String.raw`\101.example.com`, 'a.example.com.'],
])('%s is the name that is listed as %s', (written, listed) => {
  expect(comparableName(written)).toBe(comparableName(listed))
})

it.each([
  ['*.example.com', 'www.example.com.'],
  ['checkout.example.com', 'checkout.example.com.example.com.'],
  [String.raw`a\056b.example.com`, 'a.b.example.com.'],
  [String.raw`a\134b.example.com`, 'ab.example.com.'],
])('%s is not the name that is listed as %s', (written, listed) => {
  expect(comparableName(written)).not.toBe(comparableName(listed))
})

it.each(['', '.', 'a..b', 'a b.example.com', 'https://example.com', String.raw`\9.example.com`, `${'a'.repeat(64)}.b`])(
  '%j is no name',
  (name) => {
    expect(RecordName.safeParse(name).success).toBe(false)
  },
)
