'use client'

import Link from 'next/link'
import { useView } from '@/components/live/use-view'
import { buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { DrillTag } from '@/components/ui/drill-tag'
import { StatusMark } from '@/components/ui/status-mark'
import { Age } from '@/components/ui/time/ticking'
import type { IncidentListItem, IncidentListView } from '@/lib/domain/view/incident-list/incident-list-view'

/** What is open and what was: an incident proposed by an alert waits here for a person. */
export function IncidentList({ initial }: { initial: IncidentListView }) {
  const view = useView(['incidents'], '/api/views/incidents', initial, { readings: false })
  return (
    <main className="mx-auto w-full max-w-[105rem] px-4 pb-12 lg:px-6">
      <div className="flex flex-wrap items-center justify-between gap-4 pt-5 pb-4">
        <h1 className="text-figure font-semibold">{headline(view.open)}</h1>
        {view.mayPropose && (
          <Link
            href="/incidents/new"
            className={cx(buttonShape('secondary'), buttonInk('secondary', false, false), 'md:hidden')}
          >
            Declare incident
          </Link>
        )}
      </div>
      <Rows title="Open" items={view.open} empty="Nothing is open. An alert or a person opens an incident." />
      <Rows title="Closed" items={view.closed} empty="None was closed yet." />
    </main>
  )
}

function headline(open: readonly IncidentListItem[]): string {
  const waiting = open.filter((item) => item.word === 'proposed').length
  if (open.length === 0) return 'No incident is open.'
  const count = open.length === 1 ? 'One incident is open' : `${open.length} incidents are open`
  if (waiting === 0) return `${count}.`
  return `${count}${waiting === open.length ? ', not declared.' : `, ${waiting} not declared.`}`
}

function Rows({ title, items, empty }: { title: string; items: readonly IncidentListItem[]; empty: string }) {
  return (
    <section aria-label={title} className="mt-4">
      <h2 className="border-b border-line pb-2 text-body font-semibold">
        {title} <span className="num ml-1 font-normal text-ink-3">{items.length}</span>
      </h2>
      {items.length === 0 && <p className="py-3 text-body text-ink-3">{empty}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id} className="border-b border-line">
            <Link
              href={item.href}
              className="fade grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 py-3 hover:bg-sel lg:grid-cols-[11rem_minmax(0,1fr)_16rem_9rem_9rem] lg:px-2"
            >
              <span className="flex items-center gap-2 text-meta whitespace-nowrap">
                {item.mode === 'live' ? (
                  <b className="rounded-[2px] bg-live px-1.5 py-0.5 font-bold tracking-wider text-on-live">LIVE</b>
                ) : (
                  <DrillTag />
                )}
                <span className="num text-ink-2">{item.label}</span>
              </span>
              <StatusMark status={item.status} className="max-lg:justify-self-end lg:order-last">
                {item.word}
              </StatusMark>
              <span className="min-w-0 max-lg:col-span-2">
                <b className="block truncate text-step font-semibold">{item.title}</b>
                <span className="block truncate text-meta text-ink-3">
                  {item.class ?? 'no class declared'} · {item.plan}, {item.environment}
                  {item.mode === 'drill' && ` · ${item.modeWords}`}
                </span>
              </span>
              <span className="min-w-0 text-meta text-ink-3 max-lg:col-span-2">
                {item.alerts.length === 0
                  ? `opened by ${item.proposedBy}`
                  : item.alerts.map((alert) => `${alert.name}${alert.resolved ? ', resolved' : ''}`).join(', ')}
                {item.alerts.length > 0 && <span className="block">{item.alerts[0]?.source}</span>}
              </span>
              <span className="text-meta text-ink-3 max-lg:col-span-2 lg:text-right">
                opened <Age at={item.proposedAt} /> ago
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
