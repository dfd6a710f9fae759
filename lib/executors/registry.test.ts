import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { actionDefinitions, readingDefinitions } from '@/lib/domain/system/catalogue'
import { kubernetes } from '@/lib/domain/system/kubernetes/system'
import type { SystemDefinition } from '@/lib/domain/system/define-system'
import { systems } from '@/lib/domain/system/systems'
import { statesBadly } from './check/states-well'
import { actionExecutors, createExecutorRegistry, readingExecutors } from './registry'

const kinds = (list: readonly { kind: string }[]) => list.map((one) => one.kind).sort()

describe('the registry', () => {
  it('has an executor for every kind of the catalogue, and no other', () => {
    expect(kinds(actionExecutors)).toEqual(kinds(actionDefinitions()))
    expect(kinds(readingExecutors)).toEqual(kinds(readingDefinitions()))
  })

  it('offers undo exactly for the kinds whose way back is not closed to a machine', () => {
    const withoutUndo = actionExecutors.filter((executor) => executor.undo === undefined)
    expect(kinds(withoutUndo)).toEqual(['aws.rds.failoverGlobalCluster', 'manual', 'pagerduty.resolve'])
  })

  it.each(systems.map((system): [string, SystemDefinition] => [system.kind, system]))(
    '%s states itself well',
    (_, system) => {
      expect(statesBadly(system, createExecutorRegistry())).toEqual([])
    },
  )

  it('says what a system states badly', () => {
    const { annotate } = kubernetes.actions
    const { selector } = kubernetes.readings.nodes.parameters.shape
    const loose = { ...annotate, note: ' ', parameters: z.object({ names: z.array(z.string()) }) }
    const blind = { ...kubernetes.readings.nodes, fields: {}, parameters: z.strictObject({ selector }) }
    const without = { ...createExecutorRegistry(), action: () => ({ kind: 'x' }) as never }
    const badly = { ...kubernetes, example: {} as never, actions: { loose }, readings: { blind } }
    expect(statesBadly(badly as never, without)).toEqual([
      expect.stringMatching(/^kubernetes: its example is no binding of it/),
      'kubernetes.annotate: its parameters take what they do not know: use z.strictObject',
      'kubernetes.annotate: say in note how it is known whether it was done',
      'kubernetes.annotate: what is reversible needs before, or undo has nothing to restore',
      'kubernetes.nodes: it has no field to read',
    ])
  })

  it('says plainly that a kind has no executor', () => {
    expect(() => createExecutorRegistry().action('aws.rds.explode')).toThrow('no executor for action aws.rds.explode')
  })
})
