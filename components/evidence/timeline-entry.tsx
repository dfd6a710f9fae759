import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { Instant } from '@/components/ui/time/instant'
import { stepTime } from '@/lib/domain/view/format/duration'
import type { TimelineRow } from '@/lib/domain/view/evidence/timeline'

export const columns =
  'px-4 lg:grid-cols-[2.75rem_var(--time)_4.5rem_4rem_5.5rem_minmax(0,5fr)_minmax(0,3fr)] xl:grid-cols-[2.75rem_var(--time)_4.5rem_4rem_5.5rem_minmax(0,5fr)_minmax(0,3fr)_2.25rem] lg:gap-x-3'

interface Props {
  row: TimelineRow
  selected: boolean
  /** So far down that it is laid out only when it comes near. */
  far: boolean
  onSelect: (sequence: number) => void
}

/**
 * One entry: on a wide page one line, whole where it is selected; on a phone its numbers stand above the sentence, and
 * what it rests on below.
 */
export const TimelineEntry = memo(function TimelineEntry({ row, selected, far, onSelect }: Props) {
  const { sequence, at, fromImpactMilliseconds: from, kind, who, what, restsOn, hash, pointOfNoReturn } = row
  const unreadable = kind === 'unreadable'
  return (
    <div
      role="row"
      aria-current={selected || undefined}
      onClick={() => onSelect(sequence)}
      className={cx(
        'grid cursor-pointer grid-cols-[3rem_4rem_4rem_1fr] items-start gap-x-3 border-b border-l-2 border-b-line py-1.5 text-body hover:bg-sel max-lg:py-2',
        columns,
        far && '[contain-intrinsic-size:auto_2.0625rem] [content-visibility:auto]',
        selected ? 'border-l-accent bg-sel' : 'border-l-transparent',
        pointOfNoReturn && 'border-t-2 border-t-bad',
      )}
    >
      <span role="cell" className="mono py-0.5 text-ink-3">
        #{sequence}
      </span>
      <span role="cell" className="text-ink-2">
        <Instant at={at} />
      </span>
      <span role="cell" className="num text-right text-ink-3 max-lg:text-left">
        {from === null ? '' : `${from < 0 ? '' : '+'}${stepTime(from)}`}
      </span>
      <span role="cell" className="text-ink-2 max-lg:justify-self-end">
        {kind}
      </span>
      <span role="cell" className="truncate text-ink-2 max-lg:order-last max-lg:col-span-2" title={who}>
        {who}
      </span>
      <span role="cell" className="min-w-0 max-lg:col-span-full">
        <button
          type="button"
          id={`entry-${sequence}`}
          data-row={sequence}
          title={what}
          className={cx(
            'line-clamp-2 scroll-my-32 text-left [overflow-wrap:anywhere] max-lg:min-h-6 lg:line-clamp-1',
            row.key ? 'font-semibold' : 'text-ink-2',
            unreadable && 'text-bad',
          )}
        >
          {pointOfNoReturn && <span className="sr-only">Point of no return. </span>}
          {what}
        </button>
      </span>
      <span
        role="cell"
        className="line-clamp-2 min-w-0 [overflow-wrap:anywhere] text-ink-3 lg:line-clamp-1 max-lg:order-last max-lg:col-span-2 max-lg:text-right"
        title={restsOn}
      >
        {restsOn}
      </span>
      <span role="cell" className="mono py-0.5 text-ink-3 max-xl:hidden" title={hash}>
        {hash.slice(0, 4)}
      </span>
    </div>
  )
})
