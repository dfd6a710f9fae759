/** What a browser keeps; `localStorage` in the product. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem'>

/** Old askings are over: only so many are remembered. */
const most = 100

/**
 * Which askings this browser has told a person, whatever its tabs: each is told once, by one of them. Where nothing can
 * be kept, a tab remembers its own.
 */
export function createToldAsks(person: string, kept: KeptTexts | null) {
  const name = `breakwater.told.${person}`
  let own: string[] = []
  const read = (): string[] => {
    try {
      const text = kept?.getItem(name) ?? null
      const known: unknown = text === null ? [] : JSON.parse(text)
      return Array.isArray(known) ? known.filter((one) => typeof one === 'string') : []
    } catch {
      return []
    }
  }
  return {
    /** Those of the keys that were not told before; from now on they were. */
    take(keys: readonly string[]): string[] {
      const told = new Set([...read(), ...own])
      const fresh = keys.filter((key) => !told.has(key))
      if (fresh.length === 0) return fresh
      own = [...told, ...fresh].slice(-most)
      try {
        kept?.setItem(name, JSON.stringify(own))
      } catch {
        // A full or forbidden store: this tab remembers.
      }
      return fresh
    },
  }
}
