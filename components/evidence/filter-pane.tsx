'use client'

import { choicesOf, type EvidenceFilter } from '@/lib/domain/view/evidence/filter-rows'
import type { TimelineRow } from '@/lib/domain/view/evidence/timeline'
import { ChoiceGroup } from './choice-group'

/** What to look for. Counts are of all entries, so that choosing one never changes the others under the hand. */
export function FilterPane({
  idPrefix,
  rows,
  filter,
  onChange,
}: {
  /** The pane is drawn once per layout. */
  idPrefix: string
  rows: readonly TimelineRow[]
  filter: EvidenceFilter
  onChange: (filter: EvidenceFilter) => void
}) {
  const set = (change: Partial<EvidenceFilter>) => onChange({ ...filter, ...change })
  const keys = rows.filter(({ key }) => key).length
  return (
    <div className="flex flex-col gap-4">
      <div>
        <label htmlFor={`${idPrefix}-find`} className="text-body text-ink-2">
          Find
        </label>
        <input
          id={`${idPrefix}-find`}
          data-find
          type="search"
          value={filter.text}
          onChange={(event) => set({ text: event.target.value })}
          placeholder="text or #number"
          className="mt-1 min-h-11 w-full rounded border border-line-3 bg-well px-2 text-body lg:min-h-8"
        />
      </div>
      <ChoiceGroup
        legend="Show"
        all="key entries"
        total={keys}
        choices={[{ value: 'every entry', count: rows.length }]}
        chosen={filter.all ? ['every entry'] : []}
        onChange={(chosen) => set({ all: chosen.length > 0 })}
      />
      <ChoiceGroup
        legend="Kind"
        all="every kind"
        total={rows.length}
        choices={choicesOf(rows, ({ kind }) => kind)}
        chosen={filter.kinds}
        onChange={(kinds) => set({ kinds })}
      />
      <ChoiceGroup
        legend="Who"
        all="everyone"
        total={rows.length}
        choices={choicesOf(rows, ({ whoGroup }) => whoGroup)}
        chosen={filter.who}
        onChange={(who) => set({ who })}
      />
      <ChoiceGroup
        legend="Tier"
        all="any tier"
        total={rows.length}
        choices={choicesOf(rows, ({ tier }) => tier)}
        chosen={filter.tiers}
        onChange={(tiers) => set({ tiers })}
      />
    </div>
  )
}
