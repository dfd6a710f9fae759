'use client'

import { ConnectionState } from '@/components/live/connection-state'
import { useLive } from '@/components/live/live-provider'
import { Kbd } from '@/components/ui/kbd'
import { cx } from '@/components/ui/cx'
import { StatusLine } from '@/components/ui/status-line'
import { StatusMark } from '@/components/ui/status-mark'
import { useServerNow } from '@/components/ui/time/server-clock'
import { Age, Elapsed, WallClock } from '@/components/ui/time/ticking'
import { ServingLine } from './serving-line'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import { isUndriven, type DriverView } from '@/lib/domain/view/console/driver'

/** Without a worker that holds this incident nothing is done, whatever is pressed, however many there are. */
function DriverState({ driver, viewAt }: { driver: DriverView | null; viewAt: string }) {
  const now = useServerNow()
  const { connected, backSince } = useLive()
  // A page that has heard nothing knows nothing of the worker either: only a view of now may say that it is silent.
  if (!connected || (backSince !== null && viewAt < backSince)) return null
  if (driver === null || !isUndriven(driver, now)) return null
  return (
    <span role="alert" title={driver.holder === null ? undefined : `The last one was ${driver.holder}.`}>
      <StatusMark status="breached">no worker</StatusMark>{' '}
      {driver.holder === null ? (
        'has taken this incident yet'
      ) : (
        <>
          has driven this incident for <Age at={driver.until} />
        </>
      )}
      : nothing will be done
    </span>
  )
}

/** Nothing moves for some seconds, and nobody is at fault. */
function HeldOff({ driver }: { driver: DriverView | null }) {
  const now = useServerNow()
  const until = driver?.heldOff ?? null
  if (until === null || now >= Date.parse(until)) return null
  const seconds = Math.ceil((Date.parse(until) - now) / 1_000)
  return (
    <span>
      <StatusMark status="warning">steps held off</StatusMark> for up to <span className="num">{seconds} s</span>: the
      console’s database was replaced or started again
    </span>
  )
}

/** What must not be forgotten while everything else is watched: after the line there is no standby. */
export function ConsoleStatusLine({ view, onKeys }: { view: ConsoleView; onKeys: () => void }) {
  const since = view.run?.unprotectedSince ?? null
  return (
    <StatusLine
      aside={
        <>
          <span className="num lg:hidden">journal of this incident #{view.sequence}</span>
          <span className="max-lg:hidden">
            {view.viewer.name}, {view.viewer.roles.join(', ')}
          </span>
          <button type="button" onClick={onKeys} className="flex min-h-6 items-center gap-2 max-lg:hidden">
            <Kbd>?</Kbd> keys
          </button>
        </>
      }
    >
      {!view.incident.live && (
        <>
          <b className="font-bold tracking-wider text-drill-ink">DRILL</b>
          <span>results are stored as: {view.incident.mode.replaceAll('-', ' ')}</span>
        </>
      )}
      <ServingLine serving={view.incident.ended === null ? view.serving : []} />
      {since !== null && (
        <StatusMark status="breached" className={cx('font-semibold', view.serving.length > 0 && 'md:hidden')}>
          UNPROTECTED <Elapsed from={since} face="step" />
        </StatusMark>
      )}
      <DriverState driver={view.driver} viewAt={view.now} />
      <HeldOff driver={view.driver} />
      <ConnectionState className="md:hidden" />
      <span className="md:hidden">
        <WallClock />
      </span>
    </StatusLine>
  )
}
