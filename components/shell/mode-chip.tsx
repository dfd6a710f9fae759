import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import type { ShellView } from '@/lib/domain/view/shell-view'

/** Which world: no incident (outlined word), LIVE (solid slab), DRILL (stripes). A real incident comes first. */
export function ModeChip({ incidents }: { incidents: ShellView['incidents'] }) {
  const shown = incidents.find((incident) => incident.mode === 'live') ?? incidents[0]
  const slab = 'inline-flex min-h-6 min-w-0 items-center gap-2 rounded-[2px] px-2 text-meta whitespace-nowrap'
  if (shown === undefined) return <span className={cx(slab, 'border border-line-3 text-ink-2')}>no incident</span>
  const live = shown.mode === 'live'
  return (
    <Link
      href={shown.declared ? `/incidents/${shown.id}` : `/incidents/${shown.id}/declare`}
      title={shown.title}
      className="inline-flex min-h-11 max-w-72 items-center lg:min-h-6"
    >
      <span className={cx(slab, live ? 'bg-live text-on-live' : 'stripes-fine text-on-drill')}>
        <b className="font-bold tracking-[0.12em]">{live ? 'LIVE' : 'DRILL'}</b>
        <span className={cx('truncate', !live && 'bg-drill-a px-1')}>
          {shown.label}
          {shown.declared ? '' : ', proposed'}
        </span>
      </span>
    </Link>
  )
}
