import { expect, it } from 'vitest'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { loadEnvironment, loadPlan } from './load-plan'

/** A database that holds one version of each, as text. */
const holding = (content: string) => {
  const table = { findUniqueOrThrow: () => Promise.resolve({ content }) }
  return { planVersion: table, environmentVersion: table } as never
}

const withMore = (content: string) => JSON.stringify({ ...JSON.parse(content), addedLater: true })

it('a plan and an environment of a newer process are said to be that, with the place', async () => {
  const { plan, environment } = frozenPlan()
  const load = loadPlan(holding(withMore(canonicalPlan(plan).content)), 'a'.repeat(64))
  await expect(load).rejects.toBeInstanceOf(UnreadableEntry)
  await expect(load).rejects.toThrow(/pins a version of its plan \(aaaaaaaaaaaa\).*addedLater.*update this process/)
  const bound = loadEnvironment(holding(withMore(canonicalEnvironment(environment).content)), 'b'.repeat(64))
  await expect(bound).rejects.toThrow(/pins a version of its environment \(bbbbbbbbbbbb\).*addedLater/)
})

it('is read as it is where this process understands it', async () => {
  const { plan } = frozenPlan()
  expect(await loadPlan(holding(canonicalPlan(plan).content), 'c'.repeat(64))).toMatchObject({ key: plan.key })
})
