'use client'

import { useId } from 'react'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import { PaneHeading } from '@/components/ui/pane-heading'
import { Age } from '@/components/ui/time/ticking'
import { Unknown } from '@/components/ui/unknown'
import { UnknownReason } from '@/components/ui/unknown-reason'
import { lossWords } from '@/lib/domain/view/format/duration'
import { utcTime } from '@/lib/domain/view/format/instant'
import type { LagView } from '@/lib/domain/view/posture/lag-view'
import { lagSegments } from './lag-segments'

const tick = { fill: 'var(--color-ink-3)', fontSize: 12, fontVariantNumeric: 'tabular-nums' }

/** Where people would rather look than read; the numbers are beneath, as a table. */
export function LagPanel({ lag }: { lag: LagView }) {
  const pattern = useId()
  const { gaps, top } = lagSegments(lag)
  const [from, until] = [Date.parse(lag.from), Date.parse(lag.until)]
  return (
    <section aria-label={`Lag of ${lag.title}`}>
      <PaneHeading
        className="border-b border-line pb-2"
        aside={
          <span className="num">
            {lag.current === null ? (
              <UnknownReason>{`UNKNOWN, ${lag.unknown ?? 'no reading'}`}</UnknownReason>
            ) : (
              `${lossWords(lag.current)} now`
            )}
            {lag.at !== null && (
              <>
                {lag.current === null ? ' ' : ', '}age <Age at={lag.at} />
              </>
            )}
          </span>
        }
      >
        Replication lag, last hour <span className="ml-2 text-meta font-normal text-ink-3">{lag.title}</span>
      </PaneHeading>
      <div aria-hidden="true" className="mt-3 h-44 overflow-hidden">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 176 }}>
          <LineChart accessibilityLayer={false} data={lag.points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <defs>
              <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line x1="0" y1="0" x2="0" y2="6" stroke="var(--color-line-2)" strokeWidth="3" />
              </pattern>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={[from, until]}
              ticks={hourTicks(from, until)}
              tickFormatter={(at: number) => utcTime(at).slice(0, 5)}
              tick={tick}
              stroke="var(--color-line-2)"
              tickLine={false}
            />
            <YAxis
              domain={[0, top]}
              width={52}
              tickCount={4}
              tickFormatter={(milliseconds: number) => `${(milliseconds / 1_000).toFixed(top < 10_000 ? 1 : 0)} s`}
              tick={tick}
              axisLine={false}
              tickLine={false}
            />
            {gaps.map((gap) => (
              <ReferenceArea key={gap.from} x1={gap.from} x2={gap.until} fill={`url(#${pattern})`} fillOpacity={1} />
            ))}
            {lag.limit !== null && (
              <ReferenceLine y={lag.limit.milliseconds} stroke="var(--color-ink-3)" strokeDasharray="4 3" />
            )}
            <Line
              dataKey="milliseconds"
              stroke="var(--color-ink-2)"
              strokeWidth={1.5}
              dot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 text-meta text-ink-3">
        <span>highest of every 20 s, UTC, from {lag.source}</span>
        <span>
          {lag.limit === null ? 'no limit in this plan' : `dashed: limit ${lag.limit.words}`}
          {gaps.length > 0 && ', hatched: no sample'}
        </span>
      </p>
      <LagNumbers lag={lag} />
    </section>
  )
}

function LagNumbers({ lag }: { lag: LagView }) {
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-meta text-ink-2 underline">
        Numbers as a table
      </summary>
      <div
        className="mt-2 max-h-64 overflow-y-auto"
        tabIndex={0}
        role="region"
        aria-label={`Lag of ${lag.title} as a table`}
      >
        <table className="w-full text-meta">
          <thead className="sticky top-0 bg-bg">
            <tr className="text-left text-ink-3">
              <th className="font-normal">from, UTC</th>
              <th className="text-right font-normal">highest lag</th>
            </tr>
          </thead>
          <tbody className="num">
            {[...lag.points].reverse().map(({ at, milliseconds }) => (
              <tr key={at} className="border-t border-line">
                <td>{utcTime(at)}</td>
                <td className="text-right">
                  {milliseconds === null ? <Unknown>no sample</Unknown> : lossWords(milliseconds)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function hourTicks(from: number, until: number): number[] {
  const quarter = 15 * 60_000
  const first = Math.ceil(from / quarter) * quarter
  return Array.from({ length: Math.floor((until - first) / quarter) + 1 }, (_, index) => first + index * quarter)
}
