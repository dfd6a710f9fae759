'use client'

import { useId, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'

export interface PaletteEntry {
  key: string
  label: string
  hint: string
  run: () => void
}

/** Every action and row by name. Type, choose with the arrows, Enter. */
export function CommandPalette({
  open,
  onClose,
  entries,
}: {
  open: boolean
  onClose: () => void
  entries: readonly PaletteEntry[]
}) {
  return (
    <Dialog open={open} onClose={onClose} title="What do you want to do?" className="!mt-[12dvh]">
      <PaletteList entries={entries} onClose={onClose} />
    </Dialog>
  )
}

function PaletteList({ entries, onClose }: { entries: readonly PaletteEntry[]; onClose: () => void }) {
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useId()
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = entries.filter(({ label, hint }) =>
    words.every((word) => `${label} ${hint}`.toLowerCase().includes(word)),
  )
  const at = Math.min(chosen, found.length - 1)
  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return
    onClose()
    // The dialog gives focus back first; what runs may then take it.
    setTimeout(entry.run)
  }
  return (
    <>
      <input
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[at] === undefined ? undefined : `${list}-${at}`}
        aria-label="Find an action or a step"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step !== 0) setChosen((before) => Math.max(0, Math.min(found.length - 1, before + step)))
          if (event.key === 'Enter') run(found[at])
          if (step !== 0 || event.key === 'Enter') event.preventDefault()
        }}
        className="min-h-11 w-full rounded border border-line-3 bg-well px-3"
      />
      <ul id={list} role="listbox" aria-label="Actions and steps" className="mt-2 max-h-[50dvh] overflow-y-auto">
        {found.map((entry, index) => (
          <li
            key={entry.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => run(entry)}
            className={cx(
              'flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded px-3',
              index === at && 'bg-sel',
            )}
          >
            <span>{entry.label}</span>
            <span className="text-meta text-ink-3">{entry.hint}</span>
          </li>
        ))}
        {found.length === 0 && <li className="px-3 py-2 text-ink-3">Nothing by that name.</li>}
      </ul>
    </>
  )
}
