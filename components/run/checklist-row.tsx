import { Elapsed } from '@/components/ui/time/ticking'
import { StatusIcon } from '@/components/ui/status-icon'
import { statusInk } from '@/components/ui/status'
import { WayBackMark } from '@/components/ui/way-back-mark'
import { cx } from '@/components/ui/cx'
import type { ChecklistRow as Row } from '@/lib/domain/view/console/checklist-row'
import { stepTime } from '@/lib/domain/view/format/duration'

/** One row: number, title, state word, owner, time against expected, way back. Its height never changes. */
export function ChecklistRow({
  row,
  x,
  gutter,
  selected,
  tabbable,
  onSelect,
  onOpen,
}: {
  row: Row
  x: number
  gutter: number
  selected: boolean
  tabbable: boolean
  onSelect: () => void
  onOpen: () => void
}) {
  return (
    <li className="relative h-12 lg:h-10">
      <button
        type="button"
        data-row={row.key}
        aria-current={selected || undefined}
        tabIndex={tabbable ? 0 : -1}
        onClick={onSelect}
        onDoubleClick={onOpen}
        className={cx(
          'fade absolute inset-0 flex w-full flex-col justify-center border-l-2 pr-4 text-left outline-offset-[-2px] max-lg:!pl-12',
          selected ? 'border-accent bg-sel' : 'border-transparent hover:bg-well',
        )}
        style={{ paddingLeft: `${gutter / 16}rem` }}
      >
        <span className="flex min-w-0 items-baseline">
          <span className="mono w-[30px] shrink-0 text-ink-3">{row.number}</span>
          <span
            title={row.title}
            className={cx(
              'min-w-0 truncate',
              row.active ? 'font-semibold text-ink' : row.done ? 'text-ink-2' : 'text-ink',
            )}
          >
            {row.title}
          </span>
          <span className="ml-auto pl-2 whitespace-nowrap">
            <Time row={row} />
          </span>
        </span>
        <span className="flex min-w-0 items-baseline text-meta">
          <span className="w-[30px] shrink-0" />
          <span className={cx('mr-2 shrink-0', statusInk[row.status])}>{row.word}</span>
          <span className="min-w-0 truncate text-ink-3" title={row.meta}>
            {row.meta}
          </span>
          {row.wayBack !== null && <WayBackMark kind={row.wayBack} className="ml-auto shrink-0 pl-2" />}
        </span>
      </button>
      <span
        className={cx(
          'pointer-events-none absolute top-[5px] z-[2] grid size-[18px] -translate-x-1/2 place-items-center rounded-full max-lg:top-4 max-lg:!left-7',
          selected ? 'bg-sel' : 'bg-bg',
        )}
        style={{ left: `${x / 16}rem` }}
      >
        <StatusIcon status={row.status} size={14} />
      </span>
    </li>
  )
}

function Time({ row }: { row: Row }) {
  if (row.kind === 'gate' || row.kind === 'go') return null
  const expected = row.expectedMilliseconds === null ? '' : ` / ${stepTime(row.expectedMilliseconds)}`
  return (
    <span className="num">
      {row.startedAt === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <Elapsed
          from={row.startedAt}
          until={row.endedAt}
          face="step"
          className={row.endedAt === null ? 'font-semibold text-ink' : 'text-ink-2'}
        />
      )}
      <span className="text-ink-3">{expected}</span>
    </span>
  )
}
