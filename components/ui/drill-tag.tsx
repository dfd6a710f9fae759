import { cx } from './cx'

export function DrillTag({ className }: { className?: string }) {
  return (
    <span
      className={cx(
        'stripes-fine inline-flex h-5 items-center rounded-[2px] px-1.5 text-meta font-bold tracking-wider text-on-drill',
        className,
      )}
    >
      DRILL
    </span>
  )
}
