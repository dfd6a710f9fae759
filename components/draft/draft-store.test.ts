import { describe, expect, it } from 'vitest'
import { type DraftStorage, forgetOthers, readDraft, writeDraft } from './draft-store'

/** As a browser's storage, with as much room as is said. */
class Memory implements DraftStorage {
  private readonly kept = new Map<string, string>()
  constructor(private readonly most = Infinity) {}
  get length(): number {
    return this.kept.size
  }
  key(at: number): string | null {
    return [...this.kept.keys()][at] ?? null
  }
  getItem(name: string): string | null {
    return this.kept.get(name) ?? null
  }
  setItem(name: string, text: string): void {
    if (text.length > this.most) throw new Error('QuotaExceededError')
    this.kept.set(name, text)
  }
  removeItem(name: string): void {
    this.kept.delete(name)
  }
}

const mara = { person: 'mara-okafor', place: 'INC-1/declare' }

describe('a draft', () => {
  it('is found again by the same person at the same place, and by nobody else', () => {
    const tab = new Memory()
    writeDraft(tab, mara, 'us-east-1 is dark')
    expect(readDraft(tab, mara)).toBe('us-east-1 is dark')
    expect(readDraft(tab, { ...mara, place: 'INC-2/declare' })).toBeNull()
    expect(readDraft(tab, { ...mara, person: 'tomas-varga' })).toBeNull()
    expect(readDraft(tab, { person: 'mara', place: '-okafor/INC-1/declare' })).toBeNull()
  })

  it('is gone once it is empty', () => {
    const tab = new Memory()
    writeDraft(tab, mara, 'a word')
    writeDraft(tab, mara, '')
    expect(tab.length).toBe(0)
  })

  it('is gone once somebody else is signed in on the tab', () => {
    const tab = new Memory()
    writeDraft(tab, mara, 'mine')
    writeDraft(tab, { person: 'mara-okafor-2', place: 'x' }, 'of a person whose name begins alike')
    tab.setItem('breakwater.single-keys', 'off')
    forgetOthers(tab, 'mara-okafor')
    expect(readDraft(tab, mara)).toBe('mine')
    expect(tab.length).toBe(2)
    forgetOthers(tab, 'tomas-varga')
    expect(tab.getItem('breakwater.single-keys')).toBe('off')
    expect(tab.length).toBe(1)
  })

  it('costs nothing where a browser stores nothing', () => {
    expect(() => writeDraft(new Memory(3), mara, 'more than there is room for')).not.toThrow()
    expect(readDraft(null, mara)).toBeNull()
    expect(() => forgetOthers(null, 'x')).not.toThrow()
  })
})
