import { expect, it } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import { moneyView } from '../view/money'
import { actsForReal } from './acts-for-real'
import { Mode } from './events/incident-events'

it('is true of every mode whose steps act on what customers use, a drill or not', () => {
  expect(Mode.options.filter(actsForReal)).toEqual(['live', 'switchover', 'real-failover-drill'])
})

it.each(Mode.options)('decides whether the cost of an outage is real: %s', (mode) => {
  const story = night.proposed(mode)
  expect(moneyView(story.plan, story.state)).toMatchObject({ real: actsForReal(mode), perMinute: 120_000 })
})
