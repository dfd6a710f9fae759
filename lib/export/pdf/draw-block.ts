import { assertNever } from '@/lib/domain/assert-never'
import type { PaperBlock } from '@/lib/domain/view/evidence/paper/blocks'
import { stepTime } from '@/lib/domain/view/format/duration'
import { drawTable } from './draw-table'
import { colours, contentWidth, lineHeight, page, type Sheet, type TextStyle } from './sheet'

const body: TextStyle = { face: 'regular', size: 9, colour: 'ink' }
const nameStyle: TextStyle = { ...body, colour: 'soft' }
const nameWidth = 110
/** Between a name and its value, so that the two never read as one word. */
const nameGap = 8

export async function drawBlock(sheet: Sheet, block: PaperBlock): Promise<void> {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block.text)
    case 'text':
      return drawText(sheet, block)
    case 'facts':
      return drawFacts(sheet, block)
    case 'table':
      return drawTable(sheet, block)
    case 'split':
      return drawSplit(sheet, block)
    default:
      return assertNever(block, 'block')
  }
}

/** A heading is never the last thing on a page. */
function drawHeading(sheet: Sheet, text: string): void {
  const style: TextStyle = { face: 'bold', size: 12, colour: 'ink' }
  const lines = sheet.wrap(text, contentWidth, style)
  if (!sheet.room(lines.length * lineHeight(style.size) + 60) && sheet.y > page.top) sheet.y += 10
  for (const line of lines) {
    sheet.write(line, page.left, sheet.y, style)
    sheet.y += lineHeight(style.size)
  }
  sheet.y += 4
}

function drawText(sheet: Sheet, { text, tone }: Extract<PaperBlock, { kind: 'text' }>): void {
  const style: TextStyle = {
    ...body,
    face: tone === 'plain' ? 'regular' : 'bold',
    colour: tone === 'bad' ? 'bad' : 'ink',
  }
  drawLines(sheet, sheet.wrap(text, contentWidth, style), page.left, style)
  sheet.y += 4
}

function drawLines(sheet: Sheet, lines: readonly string[], x: number, style: TextStyle): void {
  for (const line of lines) {
    sheet.room(lineHeight(style.size))
    sheet.write(line, x, sheet.y, style)
    sheet.y += lineHeight(style.size)
  }
}

function drawFacts(sheet: Sheet, { facts }: Extract<PaperBlock, { kind: 'facts' }>): void {
  for (const { name, value, mono } of facts) {
    const style: TextStyle = mono ? { ...body, face: 'mono', size: 8 } : body
    const names = sheet.wrap(name, nameWidth - nameGap, nameStyle)
    const lines = sheet.wrap(value, contentWidth - nameWidth, style)
    const nameHeight = names.length * lineHeight(nameStyle.size)
    sheet.room(Math.max(nameHeight, Math.min(lines.length, 4) * lineHeight(style.size)))
    const { y: top, pages } = sheet
    names.forEach((line, at) => sheet.write(line, page.left, top + at * lineHeight(nameStyle.size), nameStyle))
    drawLines(sheet, lines, page.left + nameWidth, style)
    // A value that went on to another page has left its name behind; on the same one the taller of the two counts.
    if (sheet.pages === pages) sheet.y = Math.max(sheet.y, top + nameHeight)
    sheet.y += 1
  }
  sheet.y += 6
}

/** Light to dark in order of time, no colour of a status; the numbers stand below. */
const shades = ['#d5dae2', '#b3bbc7', '#8f99a8', '#565f6d', '#12161d']
const barHeight = 10

function drawSplit(sheet: Sheet, { title, shares }: Extract<PaperBlock, { kind: 'split' }>): void {
  const titleStyle: TextStyle = { ...body, face: 'bold' }
  const titles = sheet.wrap(title, contentWidth, titleStyle)
  sheet.room((titles.length + 2) * lineHeight(body.size) + barHeight)
  drawLines(sheet, titles, page.left, titleStyle)
  sheet.y += 2
  const total = shares.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  let x: number = page.left
  shares.forEach(({ milliseconds }, index) => {
    const width = total === 0 ? 0 : (contentWidth * milliseconds) / total
    const shade = shades[index % shades.length] ?? colours.ink
    sheet.document.rect(x, sheet.y, width, barHeight).fill(shade)
    x += width
  })
  sheet.y += barHeight + 4
  x = page.left
  shares.forEach(({ label, seconds, note }, index) => {
    const text = `${label} ${stepTime(seconds * 1_000)}${note === null ? '' : ` (${note})`}`
    const lines = sheet.wrap(text, contentWidth - 12, body)
    const width = 12 + Math.max(...lines.map((line) => sheet.measure(line, body))) + 16
    if (x > page.left && x + width > page.width - page.right) {
      x = page.left
      sheet.y += lineHeight(body.size)
      sheet.room(lineHeight(body.size))
    }
    const shade = shades[index % shades.length] ?? colours.ink
    sheet.document.rect(x, sheet.y + 2, 7, 7).fillAndStroke(shade, colours.soft)
    drawLines(sheet, lines, x + 12, body)
    sheet.y -= lineHeight(body.size)
    x += width
  })
  sheet.y += lineHeight(body.size) + 6
}
