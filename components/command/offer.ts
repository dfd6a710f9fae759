import type { PressedVerb } from '@/lib/domain/view/describe-act'

/** What was pressed in a page that turned out to be older than the server. */
export interface Offer {
  verb: PressedVerb
  input: Readonly<Record<string, unknown>>
  person: string
}

const key = 'breakwater.pressed'
/** Long enough to load a page and to sign in again; after that the world has moved on. */
const good = 10 * 60_000
/** Long enough to read why the page goes away. */
const reading = 1_500

/** Keeps what was pressed for this tab and loads the page anew. */
export function offerAgain(offer: Offer): void {
  const kept = { ...offer, path: window.location.pathname, at: Date.now() }
  try {
    window.sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Without storage nothing can be offered again; the page must be loaded anew all the same.
  }
  setTimeout(() => window.location.reload(), reading)
}

/** What is to be offered here and to this person, once: the offer is gone when it was taken. */
export function takeOffer(person: string): Offer | null {
  try {
    const text = window.sessionStorage.getItem(key)
    window.sessionStorage.removeItem(key)
    if (text === null) return null
    const kept = JSON.parse(text) as Offer & { path: string; at: number }
    const stands =
      kept.person === person && kept.path === window.location.pathname && Math.abs(Date.now() - kept.at) < good
    return stands ? kept : null
  } catch {
    return null
  }
}
