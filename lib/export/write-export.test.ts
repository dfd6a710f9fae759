import { describe, expect, it } from 'vitest'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { readExport } from '@/lib/domain/journal/read-export'
import { chained } from '@/lib/testing/evidence-input'
import { proven } from '@/lib/testing/region-failure'
import { byteStream } from './byte-stream'
import type { ExportHeading } from './exported-incident'
import { exportHeaders } from './export-headers'
import { writeCsv } from './write-csv'
import { writeJson } from './write-json'

const entries = chained(proven())
const last = entries.at(-1)
if (last === undefined) throw new Error('nothing happened')
const head = { stream: last.stream, sequence: last.sequence, hash: last.hash }
const heading: ExportHeading = {
  incident: { id: 'i-2041', number: 2041, title: 'us-east-1 region failure', mode: 'live' },
  head,
  exportedAt: '2026-11-20T09:20:14.000Z',
  exportedBy: 'j-whitlock',
  recorded: { stream: 'exports', sequence: 3, hash: last.hash },
}
const names = {
  'mara-okafor': '=HYPERLINK("http://evil")',
  'tomas-varga': 'Tomás Varga',
  'j-whitlock': 'J. Whitlock',
  stranger: 'Nobody',
}

async function* inPages(all: readonly JournalEntry[], size: number): AsyncGenerator<JournalEntry[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

async function text(pieces: AsyncGenerator<string>): Promise<string> {
  return new Response(byteStream(pieces)).text()
}

describe('an export', () => {
  it.each([1, 7, 1_000])('as JSON holds every entry byte for byte, in pages of %d', async (size) => {
    const json = await text(writeJson(heading, inPages(entries, size), names))
    const read = readExport(json)
    expect(read).toEqual({ entries, head })
    expect(verifyChain(read.entries).broken).toBeNull()
    expect(JSON.parse(json)).toMatchObject({ format: 'breakwater.journal/1', exportedBy: 'j-whitlock', head })
  })

  it.each([1, 7, 1_000])('as CSV reads back to the same entries, in pages of %d', async (size) => {
    const csv = await text(writeCsv(inPages(entries, size), names))
    expect(readExport(csv)).toEqual({ entries, head: null })
  })

  it('names the people who appear, and nobody else', async () => {
    const json = JSON.parse(await text(writeJson(heading, inPages(entries, 10), names))) as {
      persons: Record<string, string>
    }
    expect(json.persons).toEqual({
      'j-whitlock': 'J. Whitlock',
      'mara-okafor': '=HYPERLINK("http://evil")',
      'tomas-varga': 'Tomás Varga',
    })
  })

  it('gives a spreadsheet nothing to run', async () => {
    const csv = await text(writeCsv(inPages(entries, 10), names))
    expect(csv).toContain(`"'=HYPERLINK(`)
    for (const cell of csv.matchAll(/(?:^|,|\r\n)"(.)/gs)) expect(cell[1]).not.toMatch(/[=+\-@\t\r\n]/)
  })

  it('of nothing is still an export', async () => {
    expect(readExport(await text(writeJson(heading, inPages([], 1), names))).entries).toEqual([])
    expect(readExport(await text(writeCsv(inPages([], 1), names))).entries).toEqual([])
  })

  it('is not kept by anybody between, and its name says where it ends', () => {
    const headers = exportHeaders('csv', { ...heading, incident: { ...heading.incident, id: '../"x' } })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="breakwater-..__x-to-${head.sequence}.csv"`)
    expect(headers.get('x-journal-head')).toBe(`${head.sequence}:${head.hash}`)
  })
})

describe('the bytes of an export', () => {
  it('are made only as fast as they are taken, and no more once the reader has gone', async () => {
    let made = 0
    let ended = false
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          made += 1
          yield 'x'.repeat(10_000)
        }
      } finally {
        ended = true
      }
    }
    const reader = byteStream(endless()).getReader()
    for (let taken = 0; taken < 5; taken += 1) await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(made).toBeLessThanOrEqual(6)
    await reader.cancel()
    expect(ended).toBe(true)
  })
})
