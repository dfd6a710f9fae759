import { cx } from '@/components/ui/cx'
import type { PointOfNoReturnView } from '@/lib/domain/view/console/point-of-no-return'

/** The point of no return. Above it everything can be taken back; the words say whether that is still so. */
export function RedLine({ line, gutter }: { line: PointOfNoReturnView; gutter: number }) {
  return (
    <li className="relative h-10" aria-label={`${line.line}; ${line.lastSafeAbort}`}>
      <p className="h-[18px] pr-4 text-right text-meta leading-[18px] text-ink-3">{line.lastSafeAbort}</p>
      <div className={cx('border-t-2', line.state === 'in-doubt' ? 'border-dashed border-bad' : 'border-bad')} />
      <p
        className="h-5 border-b border-line text-meta leading-5 font-semibold text-bad max-lg:!pl-12"
        style={{ paddingLeft: `${gutter / 16}rem` }}
      >
        {line.line}
      </p>
    </li>
  )
}
