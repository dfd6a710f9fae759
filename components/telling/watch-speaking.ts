const name = 'breakwater-speaks'

/**
 * Says whether this tab is the one of its browser that speaks: the one that was looked at last, so that a hidden one
 * speaks only while nobody looks at another. The browser's lock decides; it passes on when a tab is closed. Gives back
 * how to end. A browser without locks lets every tab speak.
 */
export function watchSpeaking(changed: (speaks: boolean) => void): () => void {
  if (!('locks' in navigator)) {
    changed(true)
    return () => undefined
  }
  const ended = new AbortController()
  /** Ends the request that waits in the queue, before another is made. */
  let waiting: AbortController | null = null
  let speaks = false

  function ask(steal: boolean): void {
    waiting?.abort()
    const own = new AbortController()
    waiting = own
    void navigator.locks
      .request(name, steal ? { steal: true } : { signal: own.signal }, () => speak(own))
      .catch(() => {
        // Another tab is looked at and took it. Whoever was told to stop waiting has asked again already.
        if (waiting !== own) return
        say(false)
        if (!ended.signal.aborted) ask(false)
      })
  }
  async function speak(own: AbortController): Promise<void> {
    if (ended.signal.aborted || waiting !== own) return
    say(true)
    await new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  function say(next: boolean): void {
    if (speaks === next) return
    speaks = next
    changed(next)
  }
  const shown = () => {
    if (document.visibilityState === 'visible' && !speaks) ask(true)
  }

  document.addEventListener('visibilitychange', shown)
  ask(document.visibilityState === 'visible')
  return () => {
    document.removeEventListener('visibilitychange', shown)
    ended.abort()
    waiting?.abort()
    say(false)
  }
}
