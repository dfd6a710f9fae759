import type { DraftStorage } from './draft-store'

/** The tab's own storage; null where the browser grants none, and on the server. */
export function tabStorage(): DraftStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage
  } catch {
    return null
  }
}
