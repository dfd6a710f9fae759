'use client'

import type { ReactNode } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { useServerNow } from '@/components/ui/time/server-clock'
import { Unknown } from '@/components/ui/unknown'
import { cx } from '@/components/ui/cx'
import { clockStatus } from '@/lib/domain/view/console/tier-clocks'
import type { TierClockView } from '@/lib/domain/view/console/tier-clocks'
import { clockFace, clockRange } from '@/lib/domain/view/format/duration'
import { tierWord } from './tier-word'

/** On the narrowest phones three clocks stand side by side only in smaller digits, with words below that wrap. */
const face = 'min-w-0 min-[24rem]:whitespace-nowrap'
const digits = 'text-clock whitespace-nowrap max-[24rem]:text-figure'

/** The first tier: both clocks and the target at 32 px. Digits are ink; a breach is a mark with shape and word. */
export function TierMain({ clock }: { clock: TierClockView }) {
  const now = useServerNow()
  const status = clockStatus(clock, now)
  return (
    <section aria-label={`${clock.tier} clocks`} className="flex min-w-0 flex-col px-4 pt-2 pb-2">
      <header className="flex items-baseline justify-between gap-3 whitespace-nowrap">
        <h2 className="truncate text-body">
          <b className="font-semibold">{clock.tier}</b> <span className="text-ink-2">{clock.services}</span>
        </h2>
        <StatusMark status={status}>{tierWord(clock, status)}</StatusMark>
      </header>
      <div className="grid grid-cols-[7.125rem_7.125rem_1fr] max-[24rem]:grid-cols-3 max-[24rem]:gap-x-2 sm:grid-cols-[7.75rem_7.75rem_1fr]">
        <Face clock={clock} from={clock.impactAt} now={now} label="from impact" missing={noImpact(clock)} />
        <Face clock={clock} from={clock.declaredAt} now={now} label="from declaration" missing="not declared" />
        <div className={face}>
          <p className={cx('num text-ink-2', digits)}>{clockFace(clock.rtoMilliseconds)}</p>
          <p className={cx('text-meta', clock.attainable === false ? 'text-bad' : 'text-ink-2')}>
            {clock.attainable === false ? 'target not attainable' : 'target'}
          </p>
          <p className="text-meta text-ink-3">
            {clock.fromGo === null ? (
              <Unknown>no step proves it</Unknown>
            ) : clock.noForecast !== null ? (
              <span className="block truncate" title={`No forecast: ${clock.noForecast}`}>
                {clock.noForecast}
              </span>
            ) : (
              <span className="num">{Math.round(clock.fromGo.p50 / 1_000)} s from GO, p50</span>
            )}
          </p>
        </div>
      </div>
    </section>
  )
}

function noImpact({ impactSaidAt }: TierClockView): ReactNode {
  if (impactSaidAt === null) return 'no impact seen yet'
  return (
    <>
      said <Instant at={impactSaidAt} />, not seen
    </>
  )
}

function Face({
  clock,
  from,
  now,
  label,
  missing,
}: {
  clock: TierClockView
  from: string | null
  now: number
  label: string
  missing: ReactNode
}) {
  if (from === null)
    return (
      <div className={face}>
        <p className={cx('font-medium text-ink-3', digits)}>––:––</p>
        <p className="text-meta text-ink-2">{label}</p>
        <p className="text-meta text-ink-3">{missing}</p>
      </div>
    )
  const start = Date.parse(from)
  const end = clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt)
  return (
    <div className={face}>
      <p className={cx('num font-semibold', digits)}>{clockFace(Math.max(0, end - start))}</p>
      <p className="text-meta text-ink-2">{label}</p>
      <p className="num text-meta text-ink-3">{forecast(clock, start)}</p>
    </div>
  )
}

function forecast(clock: TierClockView, start: number): ReactNode {
  if (clock.stoppedAt !== null)
    return (
      <>
        {clock.stop === 'provisional' ? 'seen' : 'back'} <Instant at={clock.stoppedAt} />
      </>
    )
  if (clock.predicted === null) return 'no forecast'
  const { p50, p95, from } = clock.predicted
  return `${from === 'now' ? 'if GO' : 'likely'} ${clockRange(p50 - start, p95 - start)}`
}
