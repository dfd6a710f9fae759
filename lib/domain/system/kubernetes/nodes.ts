import { z } from 'zod'
import { defineReading } from '../definition'
import { LabelSelector } from '../parameter/kubernetes'

export const NodesParameters = z.strictObject({ selector: LabelSelector.optional() })

export const nodes = defineReading({
  kind: 'kubernetes.nodes',
  title: 'Nodes and how many of them are ready',
  parameters: NodesParameters,
  fields: { total: 'number', ready: 'number', readyRatio: 'number' },
  permissions: ['nodes: list'],
  example: { selector: 'pool=checkout' },
})
