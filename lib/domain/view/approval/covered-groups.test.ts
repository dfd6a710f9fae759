import { expect, it } from 'vitest'
import type { CoveredStepView } from './covered-step'
import { coveredGroups } from './covered-groups'

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
      action: 'aws.rds.failoverGlobalCluster',
      parameters: `{"globalCluster":"shard-${number}"}`,
      text: `aws rds failover-global-cluster \\\n  --global-cluster-identifier shard-${number} --allow-data-loss`,
      where: { system: 'aurora', account: '1', region: 'us-west-2', endpoint: 'e', identity: 'dr-promote' },
    },
  ],
  ...change,
})
const where = { system: 'aurora', account: '1', region: 'us-west-2', endpoint: 'e', identity: 'dr-promote' }
const command = (number: number, change: Partial<CoveredStepView['commands'][number]>): Partial<CoveredStepView> => {
  const [one] = shard(number).commands
  return one === undefined ? {} : { commands: [{ ...one, ...change }] }
}

it('folds forty steps that differ in one name into one line that names each, and keeps each whole', () => {
  const steps = Array.from({ length: 40 }, (_, index) => shard(index + 1))
  const groups = coveredGroups(steps)
  expect(groups).toHaveLength(1)
  expect(groups[0]?.alike.map(({ step }) => step)).toEqual(steps)
  expect(groups[0]?.alike[6]).toMatchObject({ id: 'S7', differs: 'shard-7' })
})

it.each<[string, [string, string], string]>([
  ['the order of what differs', ['x --from A --to B', 'x --from B --to A'], 'shard-2 B A'],
  ['a word that holds one that is named', ['x shard-1 shard-1.old', 'x shard-2 shard-2.new'], 'shard-2 shard-2.new'],
  ['a word that stands for two', ['x a a', 'x b c'], 'shard-2 b c'],
])('keeps %s in the line', (_, [first, second], line) => {
  const parameters = '{}'
  const groups = coveredGroups([
    shard(1, command(1, { text: first, parameters })),
    shard(2, command(2, { text: second, parameters })),
  ])
  expect(groups[0]?.alike[1]?.differs).toBe(line)
})

it.each<[string, Partial<CoveredStepView>]>([
  ['another way back', { wayBack: 'reversible' }],
  ['another word about getting back', { rollback: 'Promote the old one again.' }],
  ['another action', command(2, { action: 'kubernetes.scale' })],
  ['another form of its command', command(2, { text: 'kubectl scale deploy/x' })],
  ['parameters that its command does not say', command(2, { parameters: '{"globalCluster":"other"}' })],
  ['another account', command(2, { where: { ...where, account: '2' } })],
  ['another region', command(2, { where: { ...where, region: 'eu-west-1' } })],
  ['another endpoint', command(2, { where: { ...where, endpoint: 'f' } })],
  ['another system', command(2, { where: { ...where, system: 'store' } })],
  ['another identity', command(2, { where: { ...where, identity: 'admin' } })],
  ['a proof of its own', { expect: ['It is the reader'] }],
  ['another time it may take', { timeout: '4 min' }],
  ['a title of its own', { title: 'Fence the old writers' }],
  ['a risk of its own', { unproven: { after: '1 min', by: 'Commander', consequence: 'Two writers.' } }],
  ['another time', { again: 2 }],
  ['more commands', { commands: [...shard(2).commands, ...shard(2).commands] }],
])('keeps a step with %s on a line of its own', (_, change) => {
  expect(coveredGroups([shard(1), shard(2, change), shard(3)])).toHaveLength(3)
})
