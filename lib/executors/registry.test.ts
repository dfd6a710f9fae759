import { describe, expect, it } from 'vitest'
import { actionDefinitions, readingDefinitions } from '@/lib/domain/action/catalogue'
import { actionExecutors, createExecutorRegistry, readingExecutors } from './registry'

const kinds = (list: readonly { kind: string }[]) => list.map((one) => one.kind).sort()

describe('the registry', () => {
  it('has an executor for every kind of the catalogue, and no other', () => {
    expect(kinds(actionExecutors)).toEqual(kinds(actionDefinitions))
    expect(kinds(readingExecutors)).toEqual(kinds(readingDefinitions))
  })

  it('offers undo exactly for the kinds whose way back is not closed to a machine', () => {
    const withoutUndo = actionExecutors.filter((executor) => executor.undo === undefined)
    expect(kinds(withoutUndo)).toEqual(['aws.rds.failoverGlobalCluster', 'manual', 'pagerduty.resolve'])
  })

  it('keeps what undo needs before every act that restores', () => {
    const reversible = actionDefinitions.filter(
      (definition) => definition.wayBack === 'reversible' && definition.systemKind !== 'console',
    )
    const registry = createExecutorRegistry()
    for (const { kind } of reversible) expect(registry.action(kind).before, kind).toBeDefined()
  })

  it('says plainly that a kind has no executor', () => {
    expect(() => createExecutorRegistry().action('aws.rds.explode')).toThrow('no executor for action aws.rds.explode')
  })
})
