'use client'

import type { TimelineRow } from '@/lib/domain/view/evidence/timeline'
import { TimelineEntry, columns } from './timeline-entry'
import { cx } from '@/components/ui/cx'
import { TimeHead } from '@/components/ui/time/time-head'
import { useTimes } from '@/components/ui/time/times'

/** The journal in words, in its order. The red line stands where only forward was safe from then on. */
export function Timeline({
  rows,
  selected,
  onSelect,
}: {
  rows: readonly TimelineRow[]
  selected: number | null
  onSelect: (sequence: number) => void
}) {
  const { times } = useTimes()
  return (
    <div
      role="table"
      aria-label="Timeline"
      aria-rowcount={rows.length + 1}
      // A time that is not UTC has its offset beside it.
      className={times.zone === 'UTC' ? '[--time:3.75rem]' : '[--time:5.75rem]'}
    >
      <div role="rowgroup" className="sticky top-12 z-10 bg-bg max-lg:sr-only">
        <div
          role="row"
          className={cx(
            'grid h-7 items-center border-b border-l-2 border-l-transparent border-b-line text-meta text-ink-3',
            columns,
          )}
        >
          <span role="columnheader">seq</span>
          <span role="columnheader">
            <TimeHead />
          </span>
          <span role="columnheader" className="text-right">
            from impact
          </span>
          <span role="columnheader">kind</span>
          <span role="columnheader">who</span>
          <span role="columnheader">what</span>
          <span role="columnheader">rests on</span>
          <span role="columnheader" className="max-xl:hidden">
            hash
          </span>
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row, index) => (
          <TimelineEntry
            key={row.sequence}
            row={row}
            far={index > 100}
            selected={row.sequence === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}
