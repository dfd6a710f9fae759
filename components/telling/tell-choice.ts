import type { KeptTexts } from './told-asks'

/** How a person wants to be told in this browser, besides the page itself. */
export interface TellChoice {
  sound: boolean
  notification: boolean
}

/** Nobody is disturbed who did not ask for it. */
export const silent: TellChoice = { sound: false, notification: false }

const name = (person: string) => `breakwater.telling.${person}`

/** A person's own choice: two people at one browser have two. */
export function readTellChoice(person: string, kept: KeptTexts | null): TellChoice {
  try {
    const text = kept?.getItem(name(person)) ?? null
    const known = text === null ? null : (JSON.parse(text) as Partial<TellChoice> | null)
    return { sound: known?.sound === true, notification: known?.notification === true }
  } catch {
    return silent
  }
}

/** False where the browser keeps nothing: then the choice ends with the page. */
export function keepTellChoice(person: string, choice: TellChoice, kept: KeptTexts | null): boolean {
  try {
    kept?.setItem(name(person), JSON.stringify(choice))
    return kept !== null
  } catch {
    return false
  }
}
