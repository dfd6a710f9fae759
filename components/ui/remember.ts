const year = 31_536_000

/** Kept in this browser, in a cookie, so that the server already makes the page as it was chosen: nothing flashes. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`
}
