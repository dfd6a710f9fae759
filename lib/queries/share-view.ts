interface Shared {
  version: string
  at: number
  view: Promise<unknown>
}

const views = new Map<string, Shared>()
const keep = 100

/**
 * One view for everybody who asks for the same at about the same time: a change makes every open page ask at once.
 * `version` is read from the journal before the view, so a shared view is never older than what its reader has heard;
 * `milliseconds` bounds the age of the readings in it.
 */
export function shareView<View>(
  key: string,
  version: string,
  milliseconds: number,
  load: () => Promise<View>,
): Promise<View> {
  const known = views.get(key)
  if (known !== undefined && known.version === version && performance.now() - known.at < milliseconds)
    return known.view as Promise<View>
  const view = load()
  views.delete(key)
  views.set(key, { version, at: performance.now(), view })
  const oldest = views.keys().next().value
  if (views.size > keep && oldest !== undefined) views.delete(oldest)
  // A failure is not shared: the next reader asks again.
  view.catch(() => {
    if (views.get(key)?.view === view) views.delete(key)
  })
  return view
}
