import { downtimeOf, type OutageSpan } from '../../run/tier-now'
import { aboutCount } from '../format/amount'
import { costAt, type CostStretch } from '../money'

/** A sentence is parts, so that what ticks can tick in the reader's browser while the words stay the server's. */
export type Part =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'elapsed'; from: string; until: string | null }
  /** How long it was down in all: the time between outages counts for nothing. */
  | { kind: 'downtime'; outages: readonly OutageSpan[] }
  | { kind: 'cost'; stretches: CostStretch[]; currency: string }
  /** The clause about when it is back: p50 and p95 as instants. */
  | { kind: 'expected'; p50: number; p95: number }
export type Sentence = Part[]

export interface Words {
  text: string
  strong: boolean
}

export const text = (words: string): Part => ({ kind: 'text', text: words })
export const strong = (words: string): Part => ({ kind: 'text', text: words, strong: true })

/** What still may be said once the server is not heard any more: nothing that is foretold. */
export function lastKnown(sentences: readonly Sentence[]): Sentence[] {
  return sentences.map((sentence) =>
    sentence.some(({ kind }) => kind === 'expected')
      ? [text('We '), strong('cannot tell now'), text(' when it will be back: this page hears nothing new.')]
      : sentence,
  )
}

/** The sentence as of an instant; one bold fact in each. */
export function wordsAt(sentence: Sentence, now: number): Words[] {
  return sentence.flatMap((part): Words[] => {
    switch (part.kind) {
      case 'text':
        return [{ text: part.text, strong: part.strong === true }]
      case 'elapsed': {
        const end = part.until === null ? now : Date.parse(part.until)
        return [{ text: elapsedWords(end - Date.parse(part.from)), strong: true }]
      }
      case 'downtime':
        return [{ text: elapsedWords(downtimeOf(part.outages, new Date(now).toISOString())), strong: true }]
      case 'cost':
        return [{ text: `${aboutCount(costAt(part.stretches, now))} ${part.currency}`, strong: true }]
      case 'expected':
        return expectedWords(part.p50 - now, part.p95 - now)
    }
  })
}

export function sentenceAt(sentence: Sentence, now: number): string {
  return wordsAt(sentence, now)
    .map((words) => words.text)
    .join('')
}

/** `46 s`, `6 min 46 s`, `1 h 5 min`, `2 days 3 h`. */
export function elapsedWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (minutes < 1) return `${seconds} s`
  if (hours < 1) return `${minutes} min ${seconds % 60} s`
  if (hours < 48) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days ${hours % 24} h`
}

function expectedWords(low: number, high: number): Words[] {
  const plain = (words: string): Words => ({ text: words, strong: false })
  const bold = (words: string): Words => ({ text: words, strong: true })
  if (high <= 0)
    return [plain('It takes '), bold('longer than expected'), plain('. We cannot tell when it will be back.')]
  if (low <= 20_000) return [plain('Expected back '), bold(`within ${spanWords(high, high)}`), plain('.')]
  return [plain('Expected back in '), bold(spanWords(low, high)), plain('.')]
}

/** `1½ to 3 minutes`, `about 2 minutes`, `1 to 1½ hours`. Halves up to ten, whole numbers above. */
export function spanWords(low: number, high: number): string {
  const minute = 60_000
  const [unit, one, many] = high >= 90 * minute ? [60 * minute, 'hour', 'hours'] : [minute, 'minute', 'minutes']
  const [from, to] = [halves(low / unit), halves(high / unit)]
  if (to === from) return `${low === high ? '' : 'about '}${figure(to)} ${to <= 1 ? one : many}`
  return `${figure(from)} to ${figure(to)} ${to <= 1 ? one : many}`
}

function halves(value: number): number {
  return value < 10 ? Math.max(0.5, Math.round(value * 2) / 2) : Math.round(value)
}

function figure(value: number): string {
  const whole = Math.floor(value)
  return value === whole ? String(whole) : `${whole === 0 ? '' : whole}½`
}
