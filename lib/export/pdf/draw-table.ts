import { setImmediate as breathe } from 'node:timers/promises'
import type { PaperBlock, PaperColumn } from '@/lib/domain/view/evidence/paper/blocks'
import { contentWidth, lineHeight, page, type Sheet, type TextStyle } from './sheet'

const head: TextStyle = { face: 'bold', size: 7, colour: 'soft' }
const cell: TextStyle = { face: 'regular', size: 7.5, colour: 'ink' }
const code: TextStyle = { face: 'mono', size: 6.5, colour: 'ink' }
const gap = 8
const padding = 3
const line = lineHeight(cell.size)
/** The server lives while a long table is drawn. */
const rowsBetweenBreaths = 25

interface Placed extends PaperColumn {
  x: number
  width: number
}

/** Every cell is wrapped, none is cut; the head stands again on each page, and a row taller than a page goes on. */
export async function drawTable(sheet: Sheet, { columns, rows, none }: Extract<PaperBlock, { kind: 'table' }>) {
  if (rows.length === 0) {
    sheet.room(line + padding)
    for (const text of sheet.wrap(none, contentWidth, cell)) {
      sheet.room(line)
      sheet.write(text, page.left, sheet.y, { ...cell, colour: 'soft' })
      sheet.y += line
    }
    sheet.y += 2 * padding
    return
  }
  const placed = place(columns)
  sheet.room(3 * line + 4 * padding)
  drawHead(sheet, placed)
  for (const [index, row] of rows.entries()) {
    if (index % rowsBetweenBreaths === 0) await breathe()
    drawRow(sheet, placed, row)
  }
  sheet.y += 2 * padding
}

function place(columns: readonly PaperColumn[]): Placed[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const usable = contentWidth - gap * (columns.length - 1)
  let x: number = page.left
  return columns.map((column) => {
    const width = (usable * column.share) / shares
    const placed = { ...column, x, width }
    x += width + gap
    return placed
  })
}

function drawHead(sheet: Sheet, placed: readonly Placed[]): void {
  const titles = placed.map(({ title, width }) => sheet.wrap(title, width, head))
  placed.forEach(({ x }, index) =>
    titles[index]?.forEach((text, at) => sheet.write(text, x, sheet.y + at * lineHeight(head.size), head)),
  )
  sheet.y += line + padding + (Math.max(...titles.map(({ length }) => length)) - 1) * lineHeight(head.size)
  sheet.rule(sheet.y - padding / 2)
}

function drawRow(sheet: Sheet, placed: readonly Placed[], row: readonly string[]): void {
  const cells = placed.map(({ mono, width }, index) => sheet.wrap(row[index] ?? '', width, mono ? code : cell))
  const lines = Math.max(...cells.map(({ length }) => length))
  const whole = lines * line + 2 * padding
  const fitsAPage = whole <= page.height - page.top - page.bottom - 2 * line
  if (fitsAPage && sheet.room(whole)) drawHead(sheet, placed)
  sheet.y += padding
  for (let at = 0; at < lines; at += 1) {
    if (sheet.room(line)) drawHead(sheet, placed)
    placed.forEach(({ x, mono }, index) => {
      const text = cells[index]?.[at] ?? ''
      if (text !== '') sheet.write(text, x, mono ? sheet.y + 0.7 : sheet.y, mono ? code : cell)
    })
    sheet.y += line
  }
  sheet.y += padding
  sheet.rule(sheet.y)
}
