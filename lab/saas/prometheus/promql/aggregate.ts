import { seriesKey, type Labels, type Sample } from '../series'
import type { aggregations } from './expression'

export interface Grouping {
  mode: 'by' | 'without'
  labels: string[]
}

const reducers: Record<(typeof aggregations)[number], (values: number[]) => number> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  avg: (values) => values.reduce((total, value) => total + value, 0) / values.length,
  count: (values) => values.length,
}

/** An empty vector stays empty: the sum of nothing is not zero. */
export function aggregate(operator: keyof typeof reducers, grouping: Grouping, samples: readonly Sample[]): Sample[] {
  const groups = new Map<string, { labels: Labels; values: number[] }>()
  for (const { labels, value } of samples) {
    const kept = groupLabels(labels, grouping)
    const key = seriesKey(kept)
    const group = groups.get(key) ?? { labels: kept, values: [] }
    group.values.push(value)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: reducers[operator](values) }))
}

function groupLabels(labels: Labels, { mode, labels: named }: Grouping): Labels {
  const isKept = (label: string) =>
    mode === 'by' ? named.includes(label) : label !== '__name__' && !named.includes(label)
  return Object.fromEntries(Object.entries(labels).filter(([label]) => isKept(label)))
}
