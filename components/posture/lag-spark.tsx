import { useId } from 'react'
import { Age } from '@/components/ui/time/ticking'
import { lossWords } from '@/lib/domain/view/format/duration'
import type { LagView } from '@/lib/domain/view/posture/lag-view'
import { lagSegments } from './lag-segments'

const [width, height] = [240, 40]

/** The last hour in a line: dashed limit, hatched where no sample came, a dot at the newest. */
export function LagSpark({ lag }: { lag: LagView | null }) {
  const pattern = useId()
  if (lag === null) return <p className="text-meta text-ink-3">No lag reading in this plan.</p>
  const { lines, gaps, top } = lagSegments(lag)
  const from = Date.parse(lag.from)
  const span = Math.max(1, Date.parse(lag.until) - from)
  const x = (at: number) => ((at - from) / span) * width
  const y = (milliseconds: number) => height - 2 - (milliseconds / top) * (height - 4)
  const newest = lag.unknown === null ? lines.at(-1)?.at(-1) : undefined
  return (
    <figure>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${lag.title}: ${lag.current === null ? `UNKNOWN, ${lag.unknown ?? ''}` : `${lossWords(lag.current)} now`}${lag.limit === null ? '' : `, limit ${lag.limit.words}`}`}
        className="h-10 w-full overflow-visible"
      >
        <defs>
          <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--color-line-2)" strokeWidth="3" />
          </pattern>
        </defs>
        {gaps.map((gap) => (
          <rect
            key={gap.from}
            x={x(gap.from)}
            y={0}
            width={Math.max(2, x(gap.until) - x(gap.from))}
            height={height}
            fill={`url(#${pattern})`}
          />
        ))}
        {lag.limit !== null && (
          <line
            x1={0}
            x2={width}
            y1={y(lag.limit.milliseconds)}
            y2={y(lag.limit.milliseconds)}
            stroke="var(--color-ink-3)"
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
        <line
          x1={0}
          x2={width}
          y1={height - 0.5}
          y2={height - 0.5}
          stroke="var(--color-line-2)"
          vectorEffect="non-scaling-stroke"
        />
        {lines.map((line) => (
          <polyline
            key={line[0]?.at}
            points={line.map((point) => `${x(point.at).toFixed(1)},${y(point.milliseconds).toFixed(1)}`).join(' ')}
            fill="none"
            stroke="var(--color-ink-2)"
            strokeWidth={1.25}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {newest !== undefined && (
          <circle cx={x(newest.at)} cy={y(newest.milliseconds)} r={2.5} fill="var(--color-ink)" />
        )}
      </svg>
      <figcaption className="mt-1 flex justify-between gap-3 text-meta text-ink-3">
        <span className="min-w-0 truncate">
          {lag.link}
          {lag.at !== null && (
            <>
              , age <Age at={lag.at} />
            </>
          )}
        </span>
        {lag.limit !== null && <span className="num whitespace-nowrap">SLO {lag.limit.words}</span>}
      </figcaption>
    </figure>
  )
}
