import { describe, expect, it } from 'vitest'
import { verifyChain } from '@/lib/domain/journal/chain'
import { readExport } from '@/lib/domain/journal/read-export'
import { chained } from '@/lib/testing/evidence-input'
import { exportedFile, exportHeading } from '@/lib/testing/exported-file'
import { proven } from '@/lib/testing/region-failure'
import { byteStream } from './byte-stream'
import { exportHeaders } from './export-headers'

const entries = chained(proven())
const names = {
  'j-whitlock': 'J. Whitlock',
  'mara-okafor': '=HYPERLINK("http://evil")',
  'tomas-varga': 'Tomás Varga',
}
const incident = { id: 'i-2041', number: 2041, title: 'us-east-1 region failure', mode: 'live' }
const heading = exportHeading(entries, incident, names)
const { head } = heading

describe('an export', () => {
  it.each([1, 7, 1_000])('as JSON holds every entry byte for byte, in pages of %d', async (size) => {
    const json = await exportedFile('json', entries, heading, size)
    const read = readExport(json)
    expect(read).toMatchObject({ entries, head, beyond: [] })
    expect(verifyChain(read.entries).broken).toBeNull()
    expect(JSON.parse(json)).toMatchObject({ format: 'breakwater.journal/2', exportedBy: 'j-whitlock', persons: names })
  })

  it.each([1, 7, 1_000])('as CSV reads back to the same entries, in pages of %d', async (size) => {
    const csv = await exportedFile('csv', entries, heading, size)
    expect(readExport(csv)).toEqual({ entries, head: null, beside: {}, beyond: ['names'] })
  })

  it('gives a spreadsheet nothing to run', async () => {
    const csv = await exportedFile('csv', entries, heading, 10)
    expect(csv).toContain(`"'=HYPERLINK(`)
    for (const cell of csv.matchAll(/(?:^|,|\r\n)"(.)/gs)) expect(cell[1]).not.toMatch(/[=+\-@\t\r\n]/)
  })

  it('of nothing is still an export', async () => {
    expect(readExport(await exportedFile('json', [], heading)).entries).toEqual([])
    expect(readExport(await exportedFile('csv', [], heading)).entries).toEqual([])
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
