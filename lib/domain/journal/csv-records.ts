/** A text that is no CSV, and from which character on. */
export class NoCsv extends Error {
  override readonly name = 'NoCsv'
}

/** Takes a CSV apart as it comes, record by record. RFC 4180: quoted fields may hold commas, line breaks and doubled quotes. */
export class CsvRecords {
  private left = ''
  private scanned = 0
  private inQuotes = false
  /** Characters before what is left. */
  private before = 0

  constructor(private readonly take: (record: string[]) => void) {}

  push(text: string): void {
    this.left += text
    let from = 0
    for (let at = this.scanned; at < this.left.length; at += 1) {
      const code = this.left.charCodeAt(at)
      if (code === 34) this.inQuotes = !this.inQuotes
      else if (code === 10 && !this.inQuotes) {
        this.record(this.left.slice(from, at + 1))
        from = at + 1
      }
    }
    this.left = this.left.slice(from)
    this.scanned = this.left.length
  }

  end(): void {
    if (this.left !== '') this.record(this.left)
    this.left = ''
  }

  private record(text: string): void {
    const record: string[] = []
    const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
    for (;;) {
      const at = field.lastIndex
      const match = field.exec(text)
      if (match === null) throw new NoCsv(`not CSV from character ${this.before + at + 1} on`)
      record.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
      if (match[3] !== ',') break
    }
    this.before += text.length
    this.take(record)
  }
}
