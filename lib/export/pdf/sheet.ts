import PDFDocument from 'pdfkit'
import { fontBytes, fontRuns, type Face } from './fonts'
import { wrapText } from './wrap-text'

/** A4 in points, with room above for the title and mode, and below for the page's number. */
export const page = { width: 595.28, height: 841.89, left: 42, right: 42, top: 72, bottom: 54 } as const
export const contentWidth = page.width - page.left - page.right

export const colours = {
  ink: '#12161d',
  soft: '#565f6d',
  line: '#c8ced8',
  bad: '#a3182f',
  live: '#8f1527',
  drill: '#5b3fb8',
  white: '#ffffff',
} as const
export type Colour = keyof typeof colours

export interface TextStyle {
  face: Face
  size: number
  colour: Colour
}

/** A stack of pages and the place where the next thing goes. What does not fit any more begins a new page. */
export class Sheet {
  readonly document: PDFKit.PDFDocument
  y: number = page.top
  pages = 1
  private readonly fonts = new Set<string>()
  private readonly widths = new Map<string, number>()

  constructor(info: { title: string; author: string; created: Date }) {
    this.document = new PDFDocument({
      size: [page.width, page.height],
      margin: 0,
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      // The time of the record, not of the drawing: the same record gives the same bytes.
      info: { Title: info.title, Author: info.author, Creator: 'Breakwater', CreationDate: info.created },
    })
  }

  /** Room for something of that height, on a new page where this one has none. */
  room(height: number): boolean {
    if (this.y + height <= page.height - page.bottom) return false
    this.newPage()
    return true
  }

  newPage(): void {
    this.document.addPage()
    this.pages += 1
    this.y = page.top
  }

  measure(text: string, { face, size }: TextStyle): number {
    let width = 0
    for (const run of fontRuns(text, face))
      for (const character of run.text) width += (this.widthOf(run.font, character) * size) / 1_000
    return width
  }

  wrap(text: string, width: number, style: TextStyle): string[] {
    return wrapText(text, width, (part) => this.measure(part, style))
  }

  /** One line, its top at `y`; returns where it ends. */
  write(text: string, x: number, y: number, style: TextStyle): number {
    let at = x
    for (const run of fontRuns(text, style.face)) {
      this.use(run.font)
      this.document.fontSize(style.size).fillColor(colours[style.colour])
      this.document.text(run.text, at, y, { lineBreak: false })
      for (const character of run.text) at += (this.widthOf(run.font, character) * style.size) / 1_000
    }
    return at
  }

  rule(y: number, colour: Colour = 'line'): void {
    this.document
      .moveTo(page.left, y)
      .lineTo(page.width - page.right, y)
      .lineWidth(0.5)
      .strokeColor(colours[colour])
      .stroke()
  }

  private use(font: string): void {
    if (!this.fonts.has(font)) {
      this.document.registerFont(font, fontBytes(font))
      this.fonts.add(font)
    }
    this.document.font(font)
  }

  private widthOf(font: string, character: string): number {
    const key = `${font} ${character}`
    const known = this.widths.get(key)
    if (known !== undefined) return known
    this.use(font)
    const width = this.document.fontSize(1_000).widthOfString(character)
    this.widths.set(key, width)
    return width
  }
}

export const lineHeight = (size: number) => size * 1.4
