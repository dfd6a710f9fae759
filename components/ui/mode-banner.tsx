import type { ReactNode } from 'react'
import { cx } from './cx'

/** Which world am I in. LIVE is a solid slab, DRILL is stripes, what has ended is neither: pattern, hue and word differ. */
export function ModeBanner({
  mode,
  name,
  title,
  facts,
  aside,
  ended = false,
}: {
  mode: 'live' | 'drill'
  name: ReactNode
  title: ReactNode
  facts?: ReactNode
  aside?: ReactNode
  ended?: boolean
}) {
  const drill = mode === 'drill' && !ended
  const word = ended ? `ENDED, ${mode === 'drill' ? 'drill' : 'live'}` : drill ? 'DRILL' : 'LIVE'
  return (
    <section
      aria-label={ended ? 'Ended incident' : drill ? 'Drill' : 'Live incident'}
      className={cx(
        'flex min-h-9 min-w-0 items-center gap-x-4 px-4 text-body md:h-9 md:whitespace-nowrap lg:gap-x-8',
        ended ? 'border-b border-line bg-well text-ink' : drill ? 'stripes text-on-drill' : 'bg-live text-on-live',
      )}
    >
      <strong className="text-step font-bold tracking-[0.12em]">{word}</strong>
      <span
        className={cx(
          'min-w-0 max-md:line-clamp-2 max-md:py-0.5 md:truncate',
          drill && 'rounded-[2px] bg-drill-a px-1',
        )}
      >
        {name} <b className="font-semibold">{title}</b>
        {facts !== undefined && <span className="ml-4 max-xl:hidden">{facts}</span>}
      </span>
      <span
        className={cx(
          'ml-auto flex items-center gap-4 whitespace-nowrap lg:gap-6',
          drill && 'rounded-[2px] bg-drill-a px-1',
        )}
      >
        {aside}
      </span>
    </section>
  )
}

/** The striped frame of a drill, on all four sides, so that any crop of the screen says so. */
export function DrillFrame() {
  return (
    <div aria-hidden="true" className="pointer-events-none fixed inset-0 z-40">
      <div className="stripes absolute inset-x-0 top-0 h-1.5" />
      <div className="stripes absolute inset-x-0 bottom-0 h-1.5" />
      <div className="stripes absolute inset-y-0 left-0 w-1.5" />
      <div className="stripes absolute inset-y-0 right-0 w-1.5" />
    </div>
  )
}
