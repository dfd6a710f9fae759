'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { StatusIcon } from '@/components/ui/status-icon'
import { Instant } from '@/components/ui/time/instant'
import { Elapsed } from '@/components/ui/time/ticking'
import { useServerNow } from '@/components/ui/time/server-clock'
import { useStandstill } from './use-standstill'

/** Without a worker nothing is done, whatever is pressed: at every width, since when. */
export function StandstillStrip({ view }: { view: Pick<ConsoleView, 'driver' | 'now'> }) {
  const standstill = useStandstill(view)
  const now = useServerNow()
  const missing = standstill?.kind === 'no-worker'
  return (
    <div role="alert" className={standstill === null ? 'sr-only' : undefined}>
      {standstill !== null && (
        <p className="min-h-9 border-b-2 border-bad bg-bg px-4 py-1 text-body text-ink lg:px-6">
          <StatusIcon
            status={missing ? 'breached' : 'warning'}
            size={16}
            className="mr-2 inline-block align-text-bottom lg:mr-3"
          />
          {missing ? (
            <>
              <b className="font-bold text-bad">
                NOTHING IS BEING DONE since <Instant at={standstill.at} utc />
                {/* An alert is read out when it changes: not every second. */}
                <span aria-hidden="true" className="whitespace-nowrap">
                  , <Elapsed from={standstill.at} face="step" />
                </span>
              </b>{' '}
              No worker drives this incident.
            </>
          ) : standstill.kind === 'looking-over' ? (
            <>
              <b className="font-bold">ROLLBACK WAITS since</b> <Instant at={standstill.at} utc />: its steps are looked
              at first, as the console’s database was replaced or started again.
            </>
          ) : (
            <>
              <b className="font-bold">STEPS HELD OFF until</b> <Instant at={standstill.at} utc />
              <span aria-hidden="true" className="num whitespace-nowrap">
                , for {Math.max(0, Math.ceil((Date.parse(standstill.at) - now) / 1_000))} s
              </span>
              : the console’s database was replaced or started again.
            </>
          )}
        </p>
      )}
    </div>
  )
}
