'use client'

import type { KnownNow } from '@/components/live/use-known-now'
import { utcTime } from '@/lib/domain/view/format/instant'
import type { SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'

const minute = (at: number) => utcTime(at).slice(0, 5)

/** Down since when, now, and when it is expected back, on one line of time. The words below it say the same. */
export function WhenBar({
  bar,
  odds,
  known: { now, stale },
}: {
  bar: NonNullable<SponsorView['bar']>
  odds: string | null
  known: KnownNow
}) {
  const from = Date.parse(bar.from)
  const until = bar.until === null ? Math.max(now, from + 1_000) : Date.parse(bar.until)
  const last = Math.max(until, bar.back?.p95 ?? 0)
  const span = (last - from) * (bar.back === null && bar.until === null ? 1.25 : 1.1)
  const place = (at: number) => `${Math.min(100, ((at - from) / span) * 100)}%`
  const back =
    bar.until !== null
      ? `${bar.stillDown ? 'ended, still down' : 'back'} ${minute(Date.parse(bar.until))}`
      : bar.back === null
        ? 'back: cannot tell yet'
        : `back ${minute(bar.back.p50)}–${minute(Math.ceil(bar.back.p95 / 60_000) * 60_000)}`
  return (
    <section aria-label="When" className="border-t border-line pt-3 lg:border-0 lg:pt-0">
      <h2 className="text-body font-semibold">When, UTC</h2>
      <p aria-hidden="true" className="relative mt-1 h-4 text-meta font-semibold text-ink">
        {bar.until === null && (
          <span
            className="absolute -translate-x-1/2"
            style={{ left: `clamp(0.75rem, ${place(now)}, calc(100% - 0.75rem))` }}
          >
            {stale ? 'last known' : 'now'}
          </span>
        )}
      </p>
      <div aria-hidden="true" className="relative mt-1 h-5 bg-well">
        <div className="absolute inset-y-0 left-0 bg-ink-2" style={{ width: place(until) }} />
        {bar.back !== null && (
          <div
            className="hatch absolute inset-y-0 border border-line-3 bg-bg"
            style={{ left: place(bar.back.p50), right: `calc(100% - ${place(bar.back.p95)})` }}
          />
        )}
        {bar.until === null && <div className="absolute -inset-y-1 w-0.5 bg-ink" style={{ left: place(now) }} />}
      </div>
      <p className="mt-1.5 flex justify-between gap-3 text-meta text-ink-3">
        <span className="num">{minute(from)} down</span>
        <span className="num font-medium text-ink-2">{back}</span>
      </p>
      {odds !== null && <p className="mt-2 text-body text-ink-3 max-lg:hidden">{odds}</p>}
    </section>
  )
}
