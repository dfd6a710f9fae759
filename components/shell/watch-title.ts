/**
 * Keeps the tab's title as `wanted` makes it of what stands there, whoever writes it: the router sets the page's own
 * after a page has been shown. Gives back how to end.
 */
export function watchTitle(wanted: (title: string) => string): () => void {
  const keep = () => {
    const title = wanted(document.title)
    if (document.title !== title) document.title = title
  }
  keep()
  const watch = new MutationObserver(keep)
  watch.observe(document.head, { childList: true, characterData: true, subtree: true })
  return () => watch.disconnect()
}
