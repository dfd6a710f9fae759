'use client'

import type { ReactNode } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { StatusIcon } from '@/components/ui/status-icon'
import { Instant } from '@/components/ui/time/instant'
import { useServerNow } from '@/components/ui/time/server-clock'
import { clockStatus, countsAgainst } from '@/lib/domain/view/console/tier-clocks'
import type { TierClockView } from '@/lib/domain/view/console/tier-clocks'
import { clockFace, spanWords, stepTime } from '@/lib/domain/view/format/duration'
import { tierWord } from './tier-word'

/** A further tier: both clocks against target and forecast in a small aligned table. */
export function TierSmall({ clock }: { clock: TierClockView }) {
  const now = useServerNow()
  const status = clockStatus(clock, now)
  return (
    <section aria-label={`${clock.tier} clocks`} className="flex min-w-0 flex-col px-4 pt-2 pb-2">
      <h2 className="truncate text-body">
        <b className="font-semibold">{clock.tier}</b> <span className="ml-1 text-ink-2">{clock.services}</span>
      </h2>
      <table className="num w-full text-right text-body leading-5">
        <thead className="text-meta text-ink-3">
          <tr>
            <td className="w-19" />
            <th className="font-normal">elapsed</th>
            <th className="w-[23%] font-normal">target</th>
            <th className="w-[26%] font-normal">p50</th>
          </tr>
        </thead>
        <tbody>
          <SmallRow clock={clock} label="impact" from={clock.impactAt} now={now} />
          <SmallRow clock={clock} label="declared" from={clock.declaredAt} now={now} />
        </tbody>
      </table>
      <p className="mt-auto flex items-baseline justify-between gap-2 text-meta whitespace-nowrap">
        <StatusMark status={status} className="text-body">
          {tierWord(clock, status)}
        </StatusMark>
        <span className="num truncate text-ink-3">{outlook(clock)}</span>
      </p>
    </section>
  )
}

function SmallRow({
  clock,
  label,
  from,
  now,
}: {
  clock: TierClockView
  label: string
  from: string | null
  now: number
}) {
  const start = from === null ? null : Date.parse(from)
  const end = clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt)
  const over = start !== null && countsAgainst(clock) && end - start > clock.rtoMilliseconds
  return (
    <tr>
      <th className="text-left text-meta font-normal text-ink-3">
        <span className="inline-flex items-center gap-1">
          {label}
          {over && <StatusIcon status="breached" size={12} />}
          {over && <span className="sr-only">over target</span>}
        </span>
      </th>
      <td className={over ? 'font-semibold text-bad' : 'font-semibold'}>
        {start === null ? '–' : clockFace(Math.max(0, end - start))}
      </td>
      <td className="text-ink-2">{targetFace(clock.rtoMilliseconds)}</td>
      <td className="text-ink-2">
        {start === null || clock.predicted === null ? (
          <span className="text-ink-3">–</span>
        ) : (
          clockFace(clock.predicted.p50 - start)
        )}
      </td>
    </tr>
  )
}

function targetFace(milliseconds: number): string {
  return milliseconds >= 3_600_000 && milliseconds % 3_600_000 === 0 ? spanWords(milliseconds) : clockFace(milliseconds)
}

function outlook(clock: TierClockView): ReactNode {
  const at = (instant: number | string) => <Instant at={new Date(instant).toISOString()} />
  if (clock.stoppedAt !== null) return <>at {at(clock.stoppedAt)}</>
  if (clock.predicted === null) return clock.noForecast ?? 'no forecast'
  const start = clock.judgedBy === 'impact' ? clock.impactAt : clock.declaredAt
  if (start === null) return <>p50 at {at(clock.predicted.p50)}</>
  const late = clock.predicted.p50 - Date.parse(start) - clock.rtoMilliseconds
  return (
    <>
      at {at(clock.predicted.p50)}, {late > 0 ? `late ${stepTime(late)}` : 'in time'}
    </>
  )
}

/** Many tiers, or little room: one line each. */
export function TierLine({ clock }: { clock: TierClockView }) {
  const now = useServerNow()
  const status = clockStatus(clock, now)
  const start = clock.judgedBy === 'impact' ? clock.impactAt : clock.declaredAt
  const end = clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt)
  return (
    <li className="num grid min-w-0 grid-cols-[minmax(2rem,auto)_minmax(0,1fr)_auto_auto] items-baseline gap-x-2 leading-6 whitespace-nowrap">
      <b className="font-semibold" title={clock.services}>
        {clock.tier}
      </b>
      <StatusMark status={status} className="min-w-0 truncate">
        {tierWord(clock, status)}
      </StatusMark>
      <span>{start === null ? '–' : clockFace(Math.max(0, end - Date.parse(start)))}</span>
      <span className="w-16 text-right text-ink-3">of {targetFace(clock.rtoMilliseconds)}</span>
    </li>
  )
}
