import { colours, lineHeight, page, type Sheet, type TextStyle } from './sheet'

const modeStyle: TextStyle = { face: 'bold', size: 10, colour: 'white' }
const titleStyle: TextStyle = { face: 'bold', size: 9, colour: 'ink' }
const footStyle: TextStyle = { face: 'regular', size: 7, colour: 'soft' }

/** What stands on every page: which incident, in which mode, who took it, and which page of how many it is. */
export function drawFrames(sheet: Sheet, frame: { title: string; live: boolean; mode: string; foot: string }): void {
  const { start, count } = sheet.document.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    sheet.document.switchToPage(start + index)
    const modeLeft = drawMode(sheet, frame)
    const [first = '', ...more] = sheet.wrap(frame.title, modeLeft - page.left - 12, titleStyle)
    sheet.write(more.length === 0 ? first : `${first} …`, page.left, 32, titleStyle)
    sheet.rule(52)
    const number = `page ${index + 1} of ${count}`
    const numberLeft = page.width - page.right - sheet.measure(number, footStyle)
    const footTop = page.height - page.bottom + 14
    sheet.rule(footTop - 6)
    sheet.write(number, numberLeft, footTop, footStyle)
    sheet.wrap(frame.foot, numberLeft - page.left - 16, footStyle).forEach((line, at) => {
      sheet.write(line, page.left, footTop + at * lineHeight(footStyle.size), footStyle)
    })
  }
}

/** Solid for LIVE; striped for a drill, so that a copy in black and white still says which. */
function drawMode(sheet: Sheet, { live, mode }: { live: boolean; mode: string }): number {
  const width = sheet.measure(mode, modeStyle) + 24
  const left = page.width - page.right - width
  const box = { top: 27, height: 20 }
  const { document } = sheet
  document.rect(left, box.top, width, box.height).fill(live ? colours.live : colours.drill)
  if (!live) {
    document.save()
    document.rect(left, box.top, width, box.height).clip()
    for (let x = left - box.height; x < left + width; x += 9)
      document
        .moveTo(x, box.top + box.height)
        .lineTo(x + box.height, box.top)
        .lineWidth(3)
        .strokeColor('#7d63d6')
        .stroke()
    document.restore()
    document.rect(left + 7, box.top + 3, width - 14, box.height - 6).fill(colours.drill)
  }
  sheet.write(mode, left + 12, box.top + 4, modeStyle)
  return left
}
