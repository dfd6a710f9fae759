'use client'

import { useServerNow } from '@/components/ui/time/server-clock'
import { cx } from '@/components/ui/cx'
import type { FocusView } from '@/lib/domain/view/console/focus'
import { stepTime } from '@/lib/domain/view/format/duration'
import { utcClock } from '@/lib/domain/view/format/instant'

/** Time of a step against expectation: the bar moves by time only, with p50, p95 and timeout on the same track. */
export function StepTime({ time, status }: { time: NonNullable<FocusView['time']>; status: FocusView['status'] }) {
  const now = useServerNow()
  const end = time.endedAt === null ? now : Date.parse(time.endedAt)
  const elapsed = time.startedAt === null ? null : Math.max(0, end - Date.parse(time.startedAt))
  const full = Math.max(time.timeout, 1)
  const at = (milliseconds: number) => Math.min(100, (100 * milliseconds) / full)
  return (
    <div title={`Expected: ${time.source}`}>
      <div className="relative h-1.5 bg-well" aria-hidden="true">
        {elapsed !== null && (
          <div
            className={cx('absolute inset-y-0 left-0', elapsedInk(status, time.endedAt))}
            style={{ width: `${at(elapsed)}%` }}
          />
        )}
        <Tick left={at(time.p50)} />
        <Tick left={at(time.p95)} />
      </div>
      <dl className="num flex flex-wrap justify-end gap-x-5 pt-1 text-meta text-ink-3">
        <div className="mr-auto">
          <dt className="sr-only">elapsed</dt>
          <dd>
            {elapsed === null ? (
              notStarted(time)
            ) : (
              <>
                <b className="font-semibold text-ink">{stepTime(elapsed)}</b> elapsed
              </>
            )}
          </dd>
        </div>
        <Mark value={time.p50} name="p50" />
        <Mark value={time.p95} name="p95" />
        <Mark value={time.timeout} name="timeout" />
      </dl>
    </div>
  )
}

/** What may have been done by other hands did perhaps start, elsewhere. */
function notStarted({ otherHands }: NonNullable<FocusView['time']>): string {
  return otherHands === null ? 'not started' : `not started here; in other hands ${utcClock(otherHands)}`
}

/** What runs is blue; what runs and cannot be told is hatched, as everything unknown. */
function elapsedInk(status: FocusView['status'], endedAt: string | null): string {
  if (status === 'running') return 'bg-run'
  return status === 'unknown' && endedAt === null ? 'hatch border border-line-3' : 'bg-line-3'
}

function Tick({ left }: { left: number }) {
  return <div className="absolute -inset-y-1 w-px bg-line-3" style={{ left: `${left}%` }} />
}

function Mark({ value, name }: { value: number; name: string }) {
  return (
    <div className="flex gap-1">
      <dt className="order-2">{name}</dt>
      <dd>{stepTime(value)}</dd>
    </div>
  )
}
