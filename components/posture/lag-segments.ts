import type { LagView } from '@/lib/domain/view/posture/lag-view'

export interface LagPoint {
  at: number
  milliseconds: number
}

/** Two buckets without a sample are a gap; one may only have fallen between. */
const gapBuckets = 2

/** A lag series as unbroken lines and the gaps between them, and the top of its scale. */
export function lagSegments({ points, limit, until, unknown }: LagView) {
  const lines: LagPoint[][] = []
  const gaps: { from: number; until: number }[] = []
  const [first, second] = points
  const step = first === undefined || second === undefined ? 0 : second.at - first.at
  let missing = 0
  for (const { at, milliseconds } of points) {
    if (milliseconds === null) {
      missing += 1
      continue
    }
    const line = lines.at(-1)
    if (missing >= gapBuckets) gaps.push({ from: at - missing * step, until: at })
    if (line === undefined || missing >= gapBuckets) lines.push([{ at, milliseconds }])
    else line.push({ at, milliseconds })
    missing = 0
  }
  const end = Date.parse(until)
  const last = lines.at(-1)?.at(-1)?.at
  if (missing >= gapBuckets || (unknown !== null && points.length > 0)) {
    const from = Math.max(points[0]?.at ?? end, last ?? points[0]?.at ?? end)
    if (end > from) gaps.push({ from, until: end })
  }
  const highest = Math.max(0, ...points.map((point) => point.milliseconds ?? 0))
  const top = Math.max(highest * 1.1, (limit?.milliseconds ?? 0) * 1.3, 1)
  return { lines, gaps, top }
}
