'use client'

import { Fragment, useMemo, useRef } from 'react'
import { statusInk } from '@/components/ui/status'
import { cx } from '@/components/ui/cx'
import type { ChecklistView } from '@/lib/domain/view/console/checklist'
import { layoutLanes } from '@/lib/domain/view/lanes'
import { gutterFor, lineAbovePhase, lineAboveRow, placeRows, shownRows } from './checklist-geometry'
import { ChecklistRow } from './checklist-row'
import { LaneDrawing } from './lane-drawing'
import { RedLine } from './red-line'
import { useFolding } from './use-folding'

/** Where are we: the phases, their rows in the lanes of the real graph, and the line that cannot be crossed back. */
export function Checklist({
  view,
  selected,
  onSelect,
  onOpen,
}: {
  view: ChecklistView
  selected: string | null
  onSelect: (key: string) => void
  onOpen: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const { folded, toggle } = useFolding(view.phases, list)
  const { layout, placed } = useMemo(() => {
    const shown = placeRows(view, folded)
    const nodes = view.graph.filter(({ id }) => shown.center.has(id))
    return { placed: shown, layout: layoutLanes(nodes, new Set(view.critical)) }
  }, [view, folded])
  const gutter = gutterFor(layout.lanes)
  const tabbable = selected !== null && placed.center.has(selected) ? selected : [...placed.center.keys()][0]

  return (
    <div ref={list} className="relative pb-4">
      <LaneDrawing layout={layout} placed={placed} gutter={gutter} />
      <ol className="relative">
        {view.phases.map((phase) => {
          const rows = shownRows(phase, folded)
          const line = view.line !== null && lineAbovePhase(view, phase) ? view.line : null
          return (
            <Fragment key={phase.id}>
              {line !== null && <RedLine line={line} gutter={gutter.width} />}
              <li className={cx('border-line', line === null && 'border-t first:border-t-0')}>
                <button
                  type="button"
                  aria-expanded={!folded.has(phase.id)}
                  onClick={() => toggle(phase.id)}
                  className="flex h-7 w-full items-center gap-4 pr-4 text-left text-meta outline-offset-[-2px] hover:bg-well max-lg:h-11 max-lg:!pl-12"
                  style={{ paddingLeft: `${gutter.width / 16}rem` }}
                >
                  <b className="w-14 shrink-0 font-semibold text-ink">{phase.title}</b>
                  <span
                    className="num min-w-0 truncate text-ink-3"
                    title={phase.broken === null ? phase.summary : `${phase.broken.words}; ${phase.summary}`}
                  >
                    {phase.broken !== null && (
                      <b className={cx('font-semibold', statusInk[phase.broken.status])}>{phase.broken.words}; </b>
                    )}
                    {phase.summary}
                  </span>
                </button>
                <ol className={rows.length > 0 ? 'pb-2' : ''} aria-label={phase.title}>
                  {rows.map((row) => (
                    <Fragment key={row.key}>
                      {view.line !== null && lineAboveRow(view, phase, row.key) && (
                        <RedLine line={view.line} gutter={gutter.width} />
                      )}
                      <ChecklistRow
                        row={row}
                        x={gutter.laneX(layout.laneOf[row.key] ?? 0)}
                        gutter={gutter.width}
                        selected={row.key === selected}
                        tabbable={row.key === tabbable}
                        onSelect={() => onSelect(row.key)}
                        onOpen={onOpen}
                      />
                    </Fragment>
                  ))}
                </ol>
              </li>
            </Fragment>
          )
        })}
      </ol>
    </div>
  )
}
