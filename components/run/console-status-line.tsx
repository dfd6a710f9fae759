'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { Kbd } from '@/components/ui/kbd'
import { cx } from '@/components/ui/cx'
import { StatusLine } from '@/components/ui/status-line'
import { StatusMark } from '@/components/ui/status-mark'
import { Elapsed } from '@/components/ui/time/ticking'
import { ServingLine } from './serving-line'

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
    </StatusLine>
  )
}
