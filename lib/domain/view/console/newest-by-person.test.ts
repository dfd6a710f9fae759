import { expect, it } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import { newestByPerson } from './newest-by-person'

it('moves on when consent is asked for and when it is given, so that neither receipt outlives the next', () => {
  expect(newestByPerson(night.proposed().state)).toBeNull()
  const [asked, given] = [night.asked().state, night.approved().state]
  const request = Object.values(given.requests)[0]
  expect(newestByPerson(asked)).toBe(request?.requested.sequence)
  expect(newestByPerson(given)).toBe(request?.answers.at(-1)?.sequence)
})
