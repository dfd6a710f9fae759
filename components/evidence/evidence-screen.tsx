'use client'

import { useMemo, useState } from 'react'
import { useView } from '@/components/live/use-view'
import { useShortcuts, useSingleKeys } from '@/components/run/use-shortcuts'
import { usePageTitle } from '@/components/shell/use-page-title'
import { Dialog } from '@/components/ui/dialog'
import { DrillFrame } from '@/components/ui/mode-banner'
import { chainJudged } from '@/lib/domain/view/evidence/chain-view'
import { filterRows, noFilter } from '@/lib/domain/view/evidence/filter-rows'
import type { EvidencePageView } from '@/lib/domain/view/evidence/evidence-view'
import { EntryPane } from './entry-pane'
import { EvidenceHeader } from './evidence-header'
import { FilterPane } from './filter-pane'
import { MeasuredStrip } from './measured-strip'
import { Timeline } from './timeline'
import { RecordPages } from './record-pages'
import { TimelineFoot } from './timeline-foot'
import { useEntrySelection } from './use-entry-selection'

/** Room for the entry beside the timeline; below it the entry opens over the page. */
const beside = '(min-width: 80rem)'

export function EvidenceScreen({ id, initial }: { id: string; initial: EvidencePageView }) {
  // Null: the newest page, whichever that is.
  const [page, setPage] = useState<number | null>(null)
  const url = `/api/views/evidence/${encodeURIComponent(id)}${page === null ? '' : `?page=${page}`}`
  const view = useView(page === null ? ['evidence', id] : ['evidence', id, String(page)], url, initial, {
    readings: false,
    another: page !== null,
    again: ({ chain }) => (chainJudged(chain) ? false : 1_000),
  })
  usePageTitle({
    kind: 'evidence',
    mode: view.incident.live ? 'live' : 'drill',
    label: view.incident.label,
    environment: view.incident.environment,
  })
  const [filter, setFilter] = useState(noFilter)
  const [open, setOpen] = useState(false)
  const [single] = useSingleKeys()
  const { shown, folded } = useMemo(() => filterRows(view.rows, filter), [view.rows, filter])
  const { selected, choose, move } = useEntrySelection(shown, firstToRead(view))
  const turnTo = (to: number) => setPage(to === view.pages.of ? null : to)
  const row = view.rows.find(({ sequence }) => sequence === selected) ?? null
  const select = (sequence: number) => {
    choose(sequence)
    if (!window.matchMedia(beside).matches) setOpen(true)
  }
  useShortcuts({
    single,
    onPalette: focusFind,
    onKey: (key, event) => {
      const onRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined
      const step =
        key === 'j' || (onRow && key === 'ArrowDown') ? 1 : key === 'k' || (onRow && key === 'ArrowUp') ? -1 : 0
      if (step !== 0) move(step)
      if (key === '/') focusFind()
      return step !== 0 || key === '/'
    },
  })

  return (
    <main>
      {!view.incident.live && <DrillFrame />}
      <EvidenceHeader id={id} view={view} />
      <MeasuredStrip view={view} />
      <div className="lg:grid lg:grid-cols-[12.5rem_minmax(0,1fr)] xl:grid-cols-[12.5rem_minmax(0,1fr)_21.5rem]">
        <section aria-label="Filter" className="border-line px-4 max-lg:border-b lg:border-r lg:py-4 lg:pl-6">
          <details className="group lg:hidden">
            <summary className="flex min-h-11 cursor-pointer items-center gap-2 text-body font-semibold">
              <span aria-hidden="true" className="text-ink-3 group-open:rotate-90">
                ›
              </span>
              Find and filter
            </summary>
            <div className="pb-4">
              <FilterPane idPrefix="small" rows={view.rows} filter={filter} onChange={setFilter} />
            </div>
          </details>
          <div className="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto max-lg:hidden">
            <FilterPane idPrefix="wide" rows={view.rows} filter={filter} onChange={setFilter} />
          </div>
        </section>
        <section aria-label="Entries" className="min-w-0">
          {view.pages.of > 1 && (
            <div className="border-b border-line px-4 py-2 text-body text-ink-2">
              <RecordPages pages={view.pages} at="above" onPage={turnTo} />
            </div>
          )}
          <Timeline rows={shown} selected={selected} onSelect={select} />
          <TimelineFoot
            view={view}
            shown={shown.length}
            folded={folded}
            onAll={() => setFilter({ ...filter, all: true })}
            onPage={turnTo}
          />
        </section>
        <aside aria-label="Selected entry" className="border-l border-line max-xl:hidden">
          <div className="sticky top-12 max-h-[calc(100dvh-3rem)] overflow-y-auto p-4 pr-6" tabIndex={-1}>
            {row === null ? (
              <p className="text-body text-ink-3">Choose an entry to read it in full.</p>
            ) : (
              <EntryPane id={id} row={row} />
            )}
          </div>
        </aside>
      </div>
      <Dialog open={open && row !== null} onClose={() => setOpen(false)} title="Entry">
        {row !== null && <EntryPane id={id} row={row} />}
        <button type="button" onClick={() => setOpen(false)} className="mt-4 min-h-11 font-medium underline">
          Close
        </button>
      </Dialog>
    </main>
  )
}

/** Where reading begins: at the point of no return, where there is one, else at the end. */
function firstToRead({ rows }: EvidencePageView): number | null {
  const line = rows.find(({ pointOfNoReturn }) => pointOfNoReturn)
  return (line ?? rows.findLast(({ key }) => key) ?? rows.at(-1))?.sequence ?? null
}

/** The filter is drawn once per layout; the one that is shown takes the focus. */
function focusFind(): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-find]')]
  fields.find((field) => field.offsetParent !== null)?.focus()
}
