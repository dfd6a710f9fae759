/** What a draft is of: only this person, in this tab, at this place, finds it again. */
export interface DraftKey {
  person: string
  place: string
}

const prefix = 'breakwater.draft/'

/** The browser's own, or any that behaves like it; a browser may refuse to store anything at all. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export function readDraft(storage: DraftStorage | null, key: DraftKey): string | null {
  try {
    return storage?.getItem(nameOf(key)) ?? null
  } catch {
    return null
  }
}

/** An empty text is no draft. A full or forbidden storage costs the draft, never the typing. */
export function writeDraft(storage: DraftStorage | null, key: DraftKey, text: string): void {
  try {
    if (text === '') storage?.removeItem(nameOf(key))
    else storage?.setItem(nameOf(key), text)
  } catch {
    return
  }
}

/** Once somebody else signs in on the tab, what the one before left is gone from it. */
export function forgetOthers(storage: DraftStorage | null, person: string): void {
  try {
    if (storage === null) return
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    for (const name of names)
      if (name.startsWith(prefix) && !name.startsWith(`${prefix}${encodeURIComponent(person)}/`))
        storage.removeItem(name)
  } catch {
    return
  }
}

function nameOf({ person, place }: DraftKey): string {
  return `${prefix}${encodeURIComponent(person)}/${place}`
}
