'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { incidentFilterSearch, type IncidentFilter } from '@/lib/domain/view/incident-list/incident-filter'

const select = 'min-h-11 rounded border border-line-3 bg-bg px-2 text-body text-ink lg:min-h-8'

/** What the list shows, kept in the address: a filtered list can be sent to somebody. */
export function IncidentFilters({ filter }: { filter: IncidentFilter }) {
  const router = useRouter()
  const [text, setText] = useState(filter.text)
  const go = (change: Partial<IncidentFilter>) =>
    router.replace(`/incidents${incidentFilterSearch({ ...filter, text, ...change })}`, { scroll: false })
  useEffect(() => setText(filter.text), [filter.text])
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        go({})
      }}
      className="flex flex-wrap items-center gap-2"
    >
      <select
        aria-label="Open or ended"
        value={filter.show}
        onChange={(event) => go({ show: event.target.value as IncidentFilter['show'] })}
        className={select}
      >
        <option value="all">open and ended</option>
        <option value="open">open</option>
        <option value="ended">ended</option>
      </select>
      <select
        aria-label="Live or drill"
        value={filter.kind}
        onChange={(event) => go({ kind: event.target.value as IncidentFilter['kind'] })}
        className={select}
      >
        <option value="all">live and drills</option>
        <option value="live">live</option>
        <option value="drill">drills</option>
      </select>
      <input
        type="search"
        aria-label="Find by words"
        placeholder="find by words, Enter"
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
        className={`${select} w-48 min-w-0 px-3`}
      />
    </form>
  )
}
