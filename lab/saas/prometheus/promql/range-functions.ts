import { withoutName, type Labels, type Sample } from '../series'
import type { rangeFunctions } from './expression'

interface Point {
  at: number
  value: number
}

/**
 * One value out of a window of points. `rate` and `increase` take the difference between the first and the last point,
 * corrected for counter resets, and do not extrapolate to the window's edges.
 */
export function overRange(
  name: (typeof rangeFunctions)[number],
  { labels, points }: { labels: Labels; points: readonly Point[] },
): Sample[] {
  const value = reduce(name, points)
  return value === undefined ? [] : [{ labels: withoutName(labels), value }]
}

function reduce(name: (typeof rangeFunctions)[number], points: readonly Point[]): number | undefined {
  const values = points.map(({ value }) => value)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return undefined
  const total = values.reduce((sum, value) => sum + value, 0)
  switch (name) {
    case 'min_over_time':
      return Math.min(...values)
    case 'max_over_time':
      return Math.max(...values)
    case 'avg_over_time':
      return total / values.length
    case 'sum_over_time':
      return total
    case 'count_over_time':
      return values.length
    case 'last_over_time':
      return last.value
    case 'delta':
      return points.length < 2 ? undefined : last.value - first.value
    case 'increase':
      return points.length < 2 ? undefined : grown(values)
    case 'rate':
      return points.length < 2 ? undefined : grown(values) / ((last.at - first.at) / 1000)
  }
}

/** A value lower than the one before means the counter began again at zero. */
function grown(values: readonly number[]): number {
  return values.slice(1).reduce((sum, value, index) => {
    const before = values[index] ?? 0
    return sum + (value < before ? value : value - before)
  }, 0)
}
