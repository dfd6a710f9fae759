export type Labels = Record<string, string>

/** One value of one series at one moment; labels include `__name__`. */
export interface Sample {
  labels: Labels
  value: number
}

export function seriesKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function withoutName({ __name__: _name, ...labels }: Labels): Labels {
  return labels
}
