import { seriesKey, type Labels, type Sample } from './series'

/** A point in time; a null value marks that the series was gone at that scrape, as Prometheus' staleness marker does. */
interface Point {
  at: number
  value: number | null
}

export interface Series {
  labels: Labels
  points: readonly Point[]
}

/** Scraped samples of the last `retention` milliseconds. */
export class SampleStore {
  private series = new Map<string, { labels: Labels; points: Point[] }>()

  constructor(private readonly retention: number) {}

  append(samples: readonly Sample[], at: number): void {
    const present = new Set<string>()
    for (const { labels, value } of samples) {
      const key = seriesKey(labels)
      present.add(key)
      const series = this.series.get(key) ?? { labels, points: [] }
      this.series.set(key, series)
      series.points.push({ at, value })
    }
    for (const [key, { points }] of this.series) {
      if (!present.has(key) && points.at(-1)?.value !== null) points.push({ at, value: null })
      const firstKept = points.findIndex((point) => point.at > at - this.retention)
      if (firstKept < 0) this.series.delete(key)
      else points.splice(0, firstKept)
    }
  }

  select(matches: (labels: Labels) => boolean): Series[] {
    return [...this.series.values()].filter(({ labels }) => matches(labels))
  }
}

/** The newest value at or before `at`, not older than `lookback`; undefined when there is none or it was gone by then. */
export function valueAt(series: Series, at: number, lookback: number): { at: number; value: number } | undefined {
  const point = series.points.findLast((candidate) => candidate.at <= at)
  if (!point || point.value === null || point.at <= at - lookback) return undefined
  return { at: point.at, value: point.value }
}

export function valuesWithin(series: Series, at: number, window: number): { at: number; value: number }[] {
  return series.points.flatMap((point) =>
    point.value !== null && point.at > at - window && point.at <= at ? [{ at: point.at, value: point.value }] : [],
  )
}
