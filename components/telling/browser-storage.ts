/** What all tabs of the browser share; null where it grants nothing, and on the server. */
export function browserStorage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage
  } catch {
    return null
  }
}
