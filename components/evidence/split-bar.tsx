import { cx } from '@/components/ui/cx'
import { Unknown } from '@/components/ui/unknown'
import { splitShares } from '@/lib/domain/view/evidence/split-words'
import { stepTime } from '@/lib/domain/view/format/duration'
import type { RecoveryPart, SplitResult } from '@/lib/domain/run/split-recovery'

/** Where the time went, as one bar from impact to recovery. Every number of it stands below as a list. */
export function SplitBar({ tier, result }: { tier: string; result: SplitResult }) {
  if (!result.known)
    return (
      <section aria-label="Where the time went">
        <h2 className="text-body font-semibold">Where the time went</h2>
        <Unknown className="mt-2 block! py-0.5">
          {tier}: {result.why}
        </Unknown>
      </section>
    )
  const { split } = result
  const shares = splitShares(split)
  return (
    <section aria-label="Where the time went">
      <h2 className="text-body font-semibold">
        <span className="num">Where {Math.floor(split.milliseconds / 1_000)} s went</span>
        <span className="ml-3 font-normal text-ink-2">
          {tier}, impact to {split.sustained ? 'first sustained success' : 'first success, not yet sustained'}
        </span>
      </h2>
      <div aria-hidden="true" className="mt-2 flex h-5 gap-px">
        {shares
          .filter(({ milliseconds }) => milliseconds > 0)
          .map(({ part, milliseconds }) => (
            <span key={part} className={cx('min-w-1', fills[part])} style={{ flex: `${milliseconds} 1 0%` }} />
          ))}
      </div>
      <dl className="mt-2 flex flex-wrap justify-between gap-x-5 gap-y-1 text-body max-sm:grid max-sm:grid-cols-2">
        {shares.map(({ part, label, seconds, note }) => (
          <div key={part} className="flex items-center gap-2">
            <span aria-hidden="true" className={cx('size-2.5 shrink-0', fills[part])} />
            <dt className="text-ink-2">
              {label}
              {note !== null && <span className="text-ink-3"> ({note})</span>}
            </dt>
            <dd className="num font-semibold">{stepTime(seconds * 1_000)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Grey to white in order of time, since no part is a status; fills differ, so that they survive without colour. */
const fills: Readonly<Record<RecoveryPart, string>> = {
  detect: 'bg-line-3',
  decide: 'bg-ink-3',
  wait: 'bg-[repeating-linear-gradient(-45deg,var(--color-ink-2)_0_2px,transparent_2px_5px)]',
  execute: 'bg-ink',
  verify: 'border-2 border-ink',
  unexplained: 'hatch border border-dashed border-unk',
}
