'use client'

import Link from 'next/link'
import { useView } from '@/components/live/use-view'
import { cx } from '@/components/ui/cx'
import { DrillTag } from '@/components/ui/drill-tag'
import { TimeHead } from '@/components/ui/time/time-head'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { Elapsed } from '@/components/ui/time/ticking'
import { recordedStatusWord } from '@/lib/domain/view/incident-status'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import { chainJudged } from '@/lib/domain/view/evidence/chain-view'
import type { EvidenceListItem, EvidenceListView } from '@/lib/domain/view/evidence/evidence-list'
import { chainStatus } from './chain-status'

const columns = 'xl:grid-cols-[minmax(0,1fr)_7rem_7rem_10rem_8rem_5rem_minmax(0,18rem)] xl:gap-x-4'

/** Every incident and drill with the state of its record. */
export function EvidenceList({ initial }: { initial: EvidenceListView }) {
  const view = useView(['evidence'], '/api/views/evidence', initial, {
    readings: false,
    again: ({ incidents }) => (incidents.some(({ chain }) => !chainJudged(chain)) ? 2_000 : false),
  })
  const broken = view.incidents.filter(({ chain }) => chainStatus(chain) === 'breached').length
  const checking = view.incidents.filter(({ chain }) => chain.checking !== null).length
  const unknown = view.incidents.filter(({ chain }) => chain.unknown).length
  return (
    <main className="mx-auto w-full max-w-[105rem] px-4 pb-12 lg:px-6">
      <h1 className="pt-5 text-figure font-semibold max-xl:text-page">
        {view.incidents.length === 0
          ? 'Nothing has happened yet'
          : broken > 0
            ? `${broken} of ${view.incidents.length} records cannot be trusted.`
            : unknown > 0
              ? `${unknown} of ${view.incidents.length} records could not be checked.`
              : checking > 0
                ? `${checking} of ${view.incidents.length} records are being checked.`
                : 'Every record holds.'}
      </h1>
      <p className="pb-4 text-body text-ink-2">
        {view.incidents.length === 0
          ? 'Each incident and drill leaves a chained record here, from the first alert on.'
          : 'Each chain is made again here, hash by hash, from its first entry.'}
      </p>
      {view.incidents.length > 0 && (
        <div role="table" aria-label="Incidents and drills">
          <div role="rowgroup" className="max-xl:sr-only">
            <div role="row" className={cx('grid border-b border-line pb-1 text-meta text-ink-3', columns)}>
              <span role="columnheader">incident</span>
              <span role="columnheader">mode</span>
              <span role="columnheader">state</span>
              <span role="columnheader">
                <TimeHead>proposed</TimeHead>
              </span>
              <span role="columnheader" className="text-right">
                lasted
              </span>
              <span role="columnheader" className="text-right">
                entries
              </span>
              <span role="columnheader">chain</span>
            </div>
          </div>
          <div role="rowgroup">
            {view.incidents.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </div>
        </div>
      )}
      {view.older > 0 && (
        <p className="mt-3 text-meta text-ink-3">
          {wholeNumber(view.older)} older ones are reached by their address, /evidence/ID.
        </p>
      )}
    </main>
  )
}

function Item({ item }: { item: EvidenceListItem }) {
  const { id, label, title, live, mode, status, place, proposedAt, lasted, chain } = item
  const word = recordedStatusWord(status)
  return (
    <div
      role="row"
      className={cx(
        'relative grid grid-cols-2 items-baseline gap-x-4 gap-y-1 border-b border-line py-3 text-body hover:bg-sel',
        columns,
      )}
    >
      <span role="cell" className="min-w-0 max-xl:col-span-full">
        <Link
          href={`/evidence/${encodeURIComponent(id)}`}
          className="text-step font-semibold [overflow-wrap:anywhere] after:absolute after:inset-0"
        >
          {label} {title}
        </Link>
        <span className="block text-meta text-ink-3">{place}</span>
      </span>
      <span role="cell">
        {live ? (
          <b className="rounded-[2px] bg-live px-2 text-meta leading-5 tracking-[0.12em] text-on-live">LIVE</b>
        ) : (
          <span className="inline-flex flex-wrap items-baseline gap-x-2">
            <DrillTag /> <span className="text-meta text-ink-3">{mode}</span>
          </span>
        )}
      </span>
      <span role="cell">
        <StatusMark status={word.status} className="whitespace-normal!">
          {word.word}
        </StatusMark>
      </span>
      <span role="cell" className="text-ink-2">
        <Instant at={proposedAt} date />
      </span>
      <span role="cell" className="xl:text-right">
        <Elapsed from={lasted.from} until={lasted.until} face="step" className="font-medium" />
        <span className="block text-meta text-ink-3">
          from {lasted.since}
          {lasted.until === null && ', open'}
        </span>
      </span>
      <span role="cell" className="num xl:text-right">
        {wholeNumber(chain.entries)}
        <span className="xl:sr-only"> entries</span>
      </span>
      <span role="cell" className="max-xl:col-span-full">
        <StatusMark status={chainStatus(chain)} className="whitespace-normal!">
          <span className="num">{chain.words}</span>
        </StatusMark>
      </span>
    </div>
  )
}
