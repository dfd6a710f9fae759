const [quote, backslash, comma, colon, newline] = [34, 92, 44, 58, 10]
const [listOpens, listCloses, objectOpens, objectCloses] = [91, 93, 123, 125]

/** One element of the list, as text, and the line it begins in, counted from 1. */
export type TakeElement = (text: string, line: number) => void

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
      else if (code === colon && this.depth === 1 && this.listAt === null) {
        this.name = (this.around + text.slice(from, at)).slice(this.stringFrom).trim()
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
    let at = this.escaped ? from + 1 : from
    this.escaped = false
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === quote) {
        this.inString = false
        return at
      }
      if (code !== backslash) continue
      at += 1
      this.escaped = at === text.length
    }
    return text.length
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
  }

  private end(text: string): void {
    const trimmed = text.trim()
    if (trimmed !== '') {
      this.around += '0'
      this.take(trimmed, this.elementLine + linesIn(text.slice(0, text.indexOf(trimmed.charAt(0)))))
    }
    this.around += '\n'.repeat(this.line - this.elementLine)
    this.element = ''
  }
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
