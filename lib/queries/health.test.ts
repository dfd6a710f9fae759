import { expect, it } from 'vitest'
import { readHealth } from './health'

it('is read once for all who ask within a second: anybody may', async () => {
  const first = readHealth()
  expect(readHealth()).toBe(first)
  await first
  expect(readHealth()).toBe(first)
})
