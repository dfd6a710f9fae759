const [quote, backslash, comma, colon, newline] = [34, 92, 44, 58, 10]
const [listOpens, listCloses, objectOpens, objectCloses] = [91, 93, 123, 125]

/**
 * One element of the list, as text, the line it begins in, counted from 1, and how many names stand in it: in itself and
 * in whatever it holds, repeated ones as often as they stand there.
 */
export type TakeElement = (text: string, line: number, names: number) => void

/**
 * Takes a JSON text apart as it comes: the elements of the outermost list, or of the list `entries` of the outermost
 * object, are handed on one by one, and what stands around them is left over with a 0 in the place of each and every
 * line where it was. Whether the text is JSON is for whoever parses both.
 */
export class JsonElements {
  private around = ''
  private element = ''
  private depth = 0
  private inString = false
  private escaped = false
  /** How deep the elements lie; null outside of their list. */
  private listAt: number | null = null
  private outermost = 0
  /** Since where the last string of the outermost object is in `around`, and the name it was. */
  private stringFrom = 0
  private name = ''
  private line = 1
  private elementLine = 1
  private names = 0

  constructor(private readonly take: TakeElement) {}

  push(text: string): void {
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      if (this.inString) {
        at = this.stringEnd(text, at)
        continue
      }
      const code = text.charCodeAt(at)
      if (code === quote) {
        this.inString = true
        if (this.depth === 1 && this.listAt === null) this.stringFrom = this.around.length + at - from
      } else if (code === newline) this.line += 1
      else if (code === colon) {
        if (this.listAt !== null) this.names += 1
        else if (this.depth === 1) this.name = (this.around + text.slice(from, at)).slice(this.stringFrom).trim()
      } else if (code === comma || code === listCloses) {
        if (this.listAt === this.depth) {
          this.end(this.element + text.slice(from, at))
          from = at
          if (code === comma) this.begin(',')
          else this.listAt = null
          if (code === comma) from = at + 1
        }
        if (code === listCloses) this.depth -= 1
      } else if (code === objectCloses) this.depth -= 1
      else if (code === listOpens || code === objectOpens) {
        if (this.depth === 0) this.outermost = code
        this.depth += 1
        if (code === listOpens && this.isTheList()) {
          this.around += text.slice(from, at)
          from = at + 1
          this.listAt = this.depth
          this.begin('[')
        }
      }
    }
    if (this.listAt === null) this.around += text.slice(from)
    else this.element += text.slice(from)
  }

  /** Where the string ends that is open at a place; the end of the text where it goes on. */
  private stringEnd(text: string, from: number): number {
    const begins = this.escaped ? from + 1 : from
    ofString.lastIndex = begins
    ofString.test(text)
    const end = Math.max(begins, ofString.lastIndex)
    this.inString = end >= text.length
    this.escaped = this.inString && endsEscaping(text, begins)
    return end
  }

  /** The name of the list, as a path to an element begins. */
  get within(): string {
    return this.outermost === objectOpens ? 'entries' : ''
  }

  /** What stands around the elements; where the text broke off, with what is left of the last. */
  rest(): string {
    return this.around + this.element
  }

  private isTheList(): boolean {
    if (this.listAt !== null) return false
    if (this.depth === 1) return true
    return this.depth === 2 && this.outermost === objectOpens && isEntries(this.name)
  }

  private begin(after: string): void {
    this.around += after
    this.element = ''
    this.elementLine = this.line
    this.names = 0
  }

  private end(text: string): void {
    const trimmed = text.trim()
    if (trimmed !== '') {
      this.around += '0'
      const before = linesIn(text.slice(0, text.indexOf(trimmed.charAt(0))))
      this.take(trimmed, this.elementLine + before, this.names)
    }
    this.around += '\n'.repeat(this.line - this.elementLine)
    this.element = ''
  }
}

/** The rest of a string, up to its end or that of the text. A match is several times as fast as a look at each letter. */
const ofString = /[^"\\]*(?:\\[^]?[^"\\]*)*/y

/** Whether the last letter of the text is a backslash that escapes what comes next. */
function endsEscaping(text: string, begins: number): boolean {
  let first = text.length
  while (first > begins && text.charCodeAt(first - 1) === backslash) first -= 1
  return (text.length - first) % 2 === 1
}

/** Escapes undone: `"entri\u0065s"` is `entries` to whoever parses it. */
function isEntries(text: string): boolean {
  if (text === '"entries"') return true
  try {
    return text.includes('\\') && JSON.parse(text) === 'entries'
  } catch {
    return false
  }
}

const linesIn = (text: string) => (text.includes('\n') ? text.split('\n').length - 1 : 0)
