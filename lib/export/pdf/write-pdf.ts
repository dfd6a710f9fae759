import type { ExportHeading } from '@/lib/domain/journal/export-heading'
import type { Paper } from '@/lib/domain/view/evidence/paper/blocks'
import { utcDateTime } from '@/lib/domain/view/format/instant'
import { drawBlock } from './draw-block'
import { drawFrames } from './draw-frame'
import { Sheet } from './sheet'

/**
 * An incident's paper as PDF. Drawn whole before the first byte leaves, since each page says how many there are; the
 * same record gives the same bytes.
 */
export async function* writePdf(heading: ExportHeading, paper: Paper): AsyncGenerator<Uint8Array> {
  const { exportedAt, exportedBy, persons, recorded, head } = heading
  const who = persons[exportedBy] ?? exportedBy
  const sheet = new Sheet({ title: `${paper.title}, ${paper.mode}`, author: who, created: new Date(exportedAt) })
  for (const block of paper.blocks) await drawBlock(sheet, block)
  const taken = `Taken by ${who}, ${utcDateTime(exportedAt)}, recorded as ${recorded.stream} #${recorded.sequence}.`
  drawFrames(sheet, { ...paper, foot: `${taken} Journal to #${head.sequence}, ${head.hash}` })
  sheet.document.end()
  for await (const chunk of sheet.document) yield chunk as Uint8Array
}
