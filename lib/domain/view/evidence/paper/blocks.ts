import type { SplitShare } from '../split-words'

/** What a paper is made of, top to bottom. How it is drawn is no business of whoever says it. */
export type PaperBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; tone: 'plain' | 'strong' | 'bad' }
  | { kind: 'facts'; facts: PaperFact[] }
  | { kind: 'table'; columns: PaperColumn[]; rows: string[][]; none: string }
  | { kind: 'split'; title: string; shares: SplitShare[] }

export interface PaperFact {
  name: string
  value: string
  mono: boolean
}

export interface PaperColumn {
  title: string
  /** Its part of the width, against the others' parts. */
  share: number
  mono: boolean
}

export interface Paper {
  /** `INC-2041 us-east-1 region failure`. */
  title: string
  live: boolean
  /** `LIVE`, or `DRILL, simulation`: it stands on every page. */
  mode: string
  blocks: PaperBlock[]
}

export const heading = (text: string): PaperBlock => ({ kind: 'heading', text })

export const paragraph = (text: string, tone: 'plain' | 'strong' | 'bad' = 'plain'): PaperBlock => ({
  kind: 'text',
  text,
  tone,
})

export const fact = (name: string, value: string, mono = false): PaperFact => ({ name, value, mono })

export const column = (title: string, share: number, mono = false): PaperColumn => ({ title, share, mono })

/** Everything a paper says, one text after another. */
export function paperText({ title, mode, blocks }: Paper): string[] {
  return [title, mode, ...blocks.flatMap(blockText)]
}

function blockText(block: PaperBlock): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return [block.text]
    case 'facts':
      return block.facts.flatMap(({ name, value }) => [name, value])
    case 'table':
      return [
        ...block.columns.map(({ title }) => title),
        ...(block.rows.length === 0 ? [block.none] : block.rows.flat()),
      ]
    case 'split':
      return [block.title, ...block.shares.flatMap(({ label, note }) => [label, note ?? ''])]
  }
}
