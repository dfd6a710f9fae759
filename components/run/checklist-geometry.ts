import type { ChecklistPhase, ChecklistView } from '@/lib/domain/view/console/checklist'

/** Heights in px at 16 px a rem; rows are drawn in rem so that lanes and text grow together. */
export const rowHeight = 40
export const phaseHeight = 28
export const lineHeight = 40
const pad = 8

export interface Gutter {
  width: number
  laneX(lane: number): number
}

/** Lanes move closer when there are many, and the gutter widens before they become one. */
export function gutterFor(lanes: number): Gutter {
  const spacing = lanes <= 1 ? 14 : Math.max(6, Math.min(14, 132 / (lanes - 1)))
  return { width: Math.max(80, 22 + spacing * (lanes - 1) + 18), laneX: (lane) => 22 + spacing * lane }
}

export interface Placed {
  total: number
  /** The middle of a row's title line, by row key; only rows that are shown. */
  center: ReadonlyMap<string, number>
}

/** Where every shown row stands, from heights alone: nothing is measured, so that nothing jumps after it is drawn. */
export function placeRows(view: ChecklistView, folded: ReadonlySet<string>): Placed {
  const center = new Map<string, number>()
  let y = 0
  for (const phase of view.phases) {
    const rows = shownRows(phase, folded)
    if (lineAbovePhase(view, phase)) y += lineHeight
    y += phaseHeight
    for (const row of rows) {
      if (lineAboveRow(view, phase, row.key)) y += lineHeight
      center.set(row.key, y + 12)
      y += rowHeight
    }
    if (rows.length > 0) y += pad
  }
  return { total: y, center }
}

export function shownRows(phase: ChecklistPhase, folded: ReadonlySet<string>) {
  return folded.has(phase.id) ? phase.rows.filter((row) => !row.done || row.broken !== null) : phase.rows
}

/** The line stands above the whole phase when its step opens it, as nothing of that phase is on the safe side. */
export function lineAbovePhase(view: ChecklistView, phase: ChecklistPhase): boolean {
  return view.line !== null && phase.rows[0]?.key === view.line.before
}

export function lineAboveRow(view: ChecklistView, phase: ChecklistPhase, key: string): boolean {
  return view.line !== null && view.line.before === key && phase.rows[0]?.key !== key
}

/** A line from one row's mark to another's, in its lane, with a bend where it leaves and where it joins. */
export function edgePath(from: { x: number; y: number }, to: { x: number; y: number }, x: number): string {
  const top = from.y + 8
  const bottom = to.y - 8
  const bend = Math.min(18, (bottom - top) / 2)
  const out = top + bend
  const back = bottom - bend
  const leave =
    from.x === x ? `L ${x} ${out}` : `C ${from.x} ${top + bend * 0.75} ${x} ${top + bend * 0.25} ${x} ${out}`
  const join =
    to.x === x ? `L ${x} ${bottom}` : `C ${x} ${bottom - bend * 0.25} ${to.x} ${bottom - bend * 0.75} ${to.x} ${bottom}`
  return `M ${from.x} ${top} ${leave} L ${x} ${back} ${join}`
}
