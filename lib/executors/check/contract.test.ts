import { expect, it } from 'vitest'
import { actionDefinitions, readingDefinitions } from '@/lib/domain/system/catalogue'
import { actionCases, readingCases } from './our-contracts'

const kindsOf = (list: readonly { kind: string }[]) => [...new Set(list.map(({ kind }) => kind))].sort()

it('every kind of action that touches the world has a case in the contract.ts of its system', () => {
  const touching = actionDefinitions().filter(({ systemKind }) => systemKind !== 'console')
  expect(kindsOf(actionCases)).toEqual(kindsOf(touching))
})

it('so has every kind of reading, but the one of PagerDuty, whose incident has to be opened first', () => {
  const asked = kindsOf(readingCases.map(([kind]) => ({ kind })))
  expect(asked).toEqual(kindsOf(readingDefinitions().filter(({ kind }) => kind !== 'pagerduty.incident')))
})

it('what is undone to what was before has a half of it tried, where it has parts', () => {
  const whole = actionCases.filter(({ half }) => half === undefined)
  expect(kindsOf(whole)).toEqual([
    'aws.rds.failoverGlobalCluster',
    'aws.rds.switchoverGlobalCluster',
    'aws.route53.changeRecord',
    // Its orders cannot be looked up.
    'checkout.placeOrders',
    'pagerduty.addNote',
    'pagerduty.resolve',
    'slack.postMessage',
    'statuspage.createIncident',
  ])
})
