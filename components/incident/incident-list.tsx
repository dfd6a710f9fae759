'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useView } from '@/components/live/use-view'
import { ActionControl } from '@/components/run/action-control'
import { buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { DrillTag } from '@/components/ui/drill-tag'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { Age, Elapsed } from '@/components/ui/time/ticking'
import { matchesFilter, parseIncidentFilter } from '@/lib/domain/view/incident-list/incident-filter'
import type { IncidentListItem, IncidentListView } from '@/lib/domain/view/incident-list/incident-list-view'
import type { IncidentOutcome } from '@/lib/domain/view/incident-list/incident-outcome'
import { listWords } from '@/lib/domain/view/names'
import { IncidentFilters } from './incident-filters'

/** What is open and what was: an incident proposed by an alert waits here for a person. */
export function IncidentList({ initial }: { initial: IncidentListView }) {
  const view = useView(['incidents'], '/api/views/incidents', initial, { readings: false })
  const filter = parseIncidentFilter(useSearchParams())
  const shown = (items: readonly IncidentListItem[]) => items.filter((item) => matchesFilter(item, filter))
  const none =
    filter.text !== '' || filter.kind !== 'all' ? 'None is like that. Choose less in the filter above.' : null
  return (
    <main className="mx-auto w-full max-w-[105rem] px-4 pb-12 lg:px-6">
      <div className="flex flex-wrap items-center justify-between gap-4 pt-5 pb-4">
        <h1 className="text-figure font-semibold">{headline(view.open)}</h1>
        <IncidentFilters filter={filter} />
        {view.mayPropose && (
          <Link
            href="/incidents/new"
            className={cx(buttonShape('secondary'), buttonInk('secondary', false, false), 'md:hidden')}
          >
            Declare incident
          </Link>
        )}
      </div>
      {filter.show !== 'ended' && (
        <Rows
          title="Open"
          items={shown(view.open)}
          empty={
            none ??
            `Nothing is open. An alert opens an incident by itself${view.mayPropose ? '; to open one by hand, press Declare incident' : ''}.`
          }
        />
      )}
      {filter.show !== 'open' && (
        <Rows
          title="Ended"
          items={shown(view.closed)}
          empty={none ?? 'None has ended yet. A closed incident stays here, with how it ended and its evidence.'}
        />
      )}
    </main>
  )
}

function headline(open: readonly IncidentListItem[]): string {
  const waiting = open.filter((item) => item.status === 'waiting').length
  if (open.length === 0) return 'No incident is open.'
  const count = open.length === 1 ? 'One incident is open' : `${open.length} incidents are open`
  if (waiting === 0) return `${count}.`
  return `${count}${waiting === open.length ? ', not declared.' : `, ${waiting} not declared.`}`
}

/** A row is no place to read two thousand characters: the whole stands in the incident. */
function inBrief(reason: string): string {
  return reason.length > 160 ? `${reason.slice(0, 150).trimEnd()}…` : reason
}

function wasBack({ back, notBack }: IncidentOutcome): string | null {
  const said = [
    back.length > 0 ? `${listWords(back)} back` : null,
    notBack.length > 0 ? `${listWords(notBack)} still down` : null,
  ].filter((words) => words !== null)
  return said.length === 0 ? null : said.join(', ')
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
            <TakeCommand item={item} />
            <Link
              href={item.href}
              className="fade grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 py-3 hover:bg-sel lg:grid-cols-[11rem_minmax(0,1fr)_16rem_11rem_9rem] lg:px-2"
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
              <span className="min-w-0 text-meta text-ink-3 [overflow-wrap:anywhere] max-lg:col-span-2">
                {item.outcome !== null
                  ? `${inBrief(item.outcome.reason)} (${item.outcome.by})`
                  : item.alerts.length === 0
                    ? `opened by ${item.proposedBy}`
                    : item.alerts.map((alert) => `${alert.name}${alert.resolved ? ', resolved' : ''}`).join(', ')}
                {item.outcome === null && item.alerts.length > 0 && (
                  <span className="block">{item.alerts[0]?.source}</span>
                )}
                {item.outcome !== null && <span className="block">{wasBack(item.outcome)}</span>}
              </span>
              <span className="text-meta text-ink-3 max-lg:col-span-2 lg:text-right">
                {item.outcome === null ? (
                  <>
                    opened <Age at={item.proposedAt} /> ago
                  </>
                ) : (
                  <>
                    <Instant at={item.outcome.at} date utc />
                    <span className="block whitespace-nowrap">
                      lasted <Elapsed from={item.outcome.from} until={item.outcome.at} />
                    </span>
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where the alert leads: an incident nobody commands says so, before anything else about it. */
function TakeCommand({ item }: { item: IncidentListItem }) {
  const { state, send } = useCommand()
  if (item.takeCommand === null) return null
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-3 lg:px-2">
      <ActionControl action={item.takeCommand} drill={item.mode === 'drill'} state={state} send={send} />
      <span className="text-body text-ink-2">Nobody commands {item.label} yet.</span>
      <CommandStatus state={state} className="empty:hidden" />
    </p>
  )
}
