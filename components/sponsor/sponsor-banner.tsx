import { cx } from '@/components/ui/cx'
import { WallClock } from '@/components/ui/time/ticking'
import type { SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'

const slab: Record<SponsorView['mode'], string> = {
  none: 'border-b border-line text-ink-2',
  live: 'bg-live text-on-live',
  drill: 'stripes text-on-drill',
}
const word: Record<SponsorView['mode'], string | null> = { none: null, live: 'LIVE', drill: 'DRILL' }

/** Which world this is, and that the page is up to date. */
export function SponsorBanner({ mode, ended, words }: { mode: SponsorView['mode']; ended: boolean; words: string }) {
  const drill = mode === 'drill' && !ended
  return (
    <section
      aria-label="Which world this is"
      className={cx('flex min-h-9 items-center gap-x-6 px-4 lg:gap-x-8', slab[ended ? 'none' : mode])}
    >
      {(ended || word[mode] !== null) && (
        <strong className="text-step font-bold tracking-[0.12em]">{ended ? 'ENDED' : word[mode]}</strong>
      )}
      <span className={cx('min-w-0 py-0.5 md:truncate', drill && 'rounded-[2px] bg-drill-a px-1')}>{words}</span>
      <span className={cx('ml-auto text-meta whitespace-nowrap', drill && 'rounded-[2px] bg-drill-a px-1')}>
        <WallClock />
      </span>
    </section>
  )
}
