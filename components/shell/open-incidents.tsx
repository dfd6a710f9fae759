import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import type { ShellView } from '@/lib/domain/view/shell-view'

const slab = 'inline-flex min-h-6 min-w-0 items-center gap-2 rounded-[2px] px-2 text-meta whitespace-nowrap'

/**
 * Which worlds are open: none (outlined word), LIVE (solid slab), DRILL (stripes). Each has its own chip, real ones
 * first, and they wrap: none hides behind another.
 */
export function OpenIncidents({ incidents, titles = false }: { incidents: ShellView['incidents']; titles?: boolean }) {
  if (incidents.length === 0) return <span className={cx(slab, 'border border-line-3 text-ink-2')}>no incident</span>
  return (
    <ul className={cx('flex min-w-0 flex-wrap', titles ? 'flex-col gap-1' : 'gap-x-2')}>
      {incidents.map((incident) => (
        <li key={incident.id} className="flex min-w-0">
          <Chip incident={incident} titles={titles} />
        </li>
      ))}
    </ul>
  )
}

function Chip({ incident, titles }: { incident: ShellView['incidents'][number]; titles: boolean }) {
  const live = incident.mode === 'live'
  return (
    <Link
      href={incident.href}
      title={incident.title}
      className={cx(
        'inline-flex min-h-11 max-w-full min-w-0 items-center gap-x-2 lg:min-h-8',
        // A list of them has room for whole titles, in lines of their own.
        titles && 'flex-wrap py-1',
      )}
    >
      <span className={cx(slab, live ? 'bg-live text-on-live' : 'stripes-fine text-on-drill')}>
        <b className="font-bold tracking-[0.12em]">{live ? 'LIVE' : 'DRILL'}</b>
        <span className={cx('truncate', !live && 'bg-drill-a px-1')}>
          {incident.label}, {incident.word}
        </span>
      </span>
      <span className={cx('min-w-0 text-body text-ink-2', titles ? 'break-words' : 'truncate max-xl:hidden')}>
        {incident.title}
      </span>
    </Link>
  )
}
