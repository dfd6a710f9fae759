interface Place {
  giveUp: () => void
}

/**
 * Who holds how many streams. Each costs the process and a connection, and one session needs no more than a few: the
 * newest have them, the oldest is told to give its own up and asks from time to time instead.
 */
export function createStreamPlaces(most: number) {
  const held = new Map<string, Set<Place>>()
  return function take(holder: string, giveUp: () => void): () => void {
    const places = held.get(holder) ?? new Set<Place>()
    held.set(holder, places)
    const place: Place = { giveUp }
    places.add(place)
    const release = (one: Place) => {
      places.delete(one)
      if (places.size === 0 && held.get(holder) === places) held.delete(holder)
    }
    const [oldest] = places
    if (oldest !== undefined && places.size > most) {
      release(oldest)
      oldest.giveUp()
    }
    return () => release(place)
  }
}

/** One per process, also when a bundler loads this module twice. */
const shared = globalThis as { [key: symbol]: ReturnType<typeof createStreamPlaces> | undefined }

/** A place for one stream of a session; gives back how to leave it. */
export const takeStreamPlace = (shared[Symbol.for('breakwater.stream-places')] ??= createStreamPlaces(3))
