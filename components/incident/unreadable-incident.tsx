'use client'

import Link from 'next/link'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { AbortControl } from '@/components/run/abort-control'
import { AlarmStrips } from '@/components/shell/alarm-strips'
import { PageMenu } from '@/components/shell/page-menu'
import { ModeBanner } from '@/components/ui/mode-banner'
import { StatusMark } from '@/components/ui/status-mark'
import type { UnreadableView } from '@/lib/domain/view/unreadable-view'

/** An incident that a newer Breakwater leads: who is here by mistake hears it, and can still stop what runs. */
export function UnreadableIncident({ view: { incident, why, runs } }: { view: UnreadableView }) {
  const drill = !incident.live
  return (
    <div className="min-h-dvh">
      <ModeBanner
        mode={drill ? 'drill' : 'live'}
        ended={incident.ended}
        name={
          <Link href="/incidents" className="underline-offset-2 hover:underline">
            {incident.label}
          </Link>
        }
        title={incident.title}
        facts={incident.environment}
        aside={<PageMenu />}
      />
      <AlarmStrips />
      <ConnectionStrip />
      <main className="mx-auto max-w-[48rem] px-4 py-10">
        <StatusMark status="unknown" className="font-medium">
          not understood here
        </StatusMark>
        <h1 className="mt-2 text-figure font-semibold">Recorded by a newer Breakwater; this process cannot lead it</h1>
        <p className="mt-3 text-step text-ink-2">{why}</p>
        <p className="mt-3 text-ink-2">
          What runs goes on under the processes that are newer. Nothing of this page is out of date: it shows no state
          at all.
        </p>
        {runs.map((run) => (
          <section key={run.id} aria-label={`Run ${run.id}`} className="mt-6 border-t border-line pt-4">
            <p>
              Run <b className="font-semibold">{run.id}</b>, {run.runbook}, is {run.status} by the newest entry.
            </p>
            <div className="mt-3 flex flex-wrap items-center gap-4">
              <AbortControl action={run.abort} newest={null} drill={drill} />
              {run.abort.disabledBecause !== null && (
                <span className="text-meta text-ink-3">{run.abort.disabledBecause}</span>
              )}
            </div>
          </section>
        ))}
        <div className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-2">
          <button type="button" onClick={() => window.location.reload()} className="min-h-6 font-medium underline">
            Try again
          </button>
          <Link href={`/evidence/${incident.id}`} className="underline">
            Its entries, as they are stored
          </Link>
          <Link href="/incidents" className="underline">
            All incidents
          </Link>
        </div>
      </main>
    </div>
  )
}
