import { expect, it } from 'vitest'
import { buildShellView } from './shell-view'

const open = (number: number, mode: string, status: string) => ({
  id: `id-${number}`,
  number,
  title: `Trouble ${number}`,
  mode,
  status,
  environment: 'lab',
})

it('names every open incident with its world and its word, real ones first', () => {
  const { incidents } = buildShellView(
    [open(9, 'clone-failover', 'declared'), open(8, 'live', 'relapsed'), open(7, 'live', 'proposed')],
    [],
    [],
  )
  expect(incidents.map(({ label, mode, word, href }) => [label, mode, word, href])).toEqual([
    ['INC-0008', 'live', 'down again', '/incidents/id-8'],
    ['INC-0007', 'live', 'not declared', '/incidents/id-7/declare'],
    ['DRILL-0009', 'drill', 'declared', '/incidents/id-9'],
  ])
})
