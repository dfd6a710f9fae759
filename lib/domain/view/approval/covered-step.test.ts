import { expect, it } from 'vitest'
import type { CoveredStepView } from './covered-step'
import { coveredGroups } from './covered-step'

const shard = (number: number, change: Partial<CoveredStepView> = {}): CoveredStepView => ({
  id: `S${number}`,
  title: `Promote shard-${number}`,
  purpose: 'Lets the shard take writes.',
  wayBack: 'one-way',
  rollback: 'None.',
  regions: ['us-west-2'],
  systems: ['aurora'],
  identities: ['dr-promote'],
  expect: ['It is the writer'],
  timeout: '3 min',
  unproven: null,
  again: null,
  commands: [
    {
      text: `aws rds failover-global-cluster \\\n  --global-cluster-identifier shard-${number} --allow-data-loss`,
      where: { system: 'aurora', account: '1', region: 'us-west-2', endpoint: 'e', identity: 'dr-promote' },
    },
  ],
  ...change,
})
const said = (steps: CoveredStepView[]) =>
  coveredGroups(steps).map(
    ({ first, alike }) => `${first.id}: ${alike.map(({ id, differs }) => `${id} ${differs}`).join(', ')}`,
  )

it('folds forty steps that differ in one name into one line that names each', () => {
  const groups = coveredGroups(Array.from({ length: 40 }, (_, index) => shard(index + 1)))
  expect(groups).toHaveLength(1)
  expect(groups[0]?.alike).toHaveLength(40)
  expect(groups[0]?.alike[6]).toEqual({ id: 'S7', differs: 'shard-7' })
})

it('says what else differs than the name', () => {
  const other = shard(2, {
    regions: ['eu-west-1'],
    commands: [
      { ...shard(2).commands[0], text: 'aws rds failover-global-cluster --global-cluster-identifier other' } as never,
    ],
  })
  expect(said([shard(1), other])[0]).toMatch(/S2 shard-2 eu-west-1 other/)
})

it.each<[string, Partial<CoveredStepView>]>([
  ['another way back', { wayBack: 'reversible' }],
  ['another word about getting back', { rollback: 'Promote the old one again.' }],
  ['another action', { commands: [{ ...shard(2).commands[0], text: 'kubectl scale deploy/x' } as never] }],
  ['a title of its own', { title: 'Fence the old writers' }],
  ['a risk of its own', { unproven: 'Two writers.' }],
  ['another time', { again: 2 }],
  ['more commands', { commands: [...shard(2).commands, ...shard(2).commands] }],
])('keeps a step with %s on a line of its own', (_, change) => {
  expect(coveredGroups([shard(1), shard(2, change), shard(3)])).toHaveLength(3)
})
