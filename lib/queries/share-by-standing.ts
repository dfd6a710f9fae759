import type { Database } from '@/lib/db/client'
import { nullIfUnreadable } from '@/lib/db/incident/fold-incident'
import { readStanding } from '@/lib/db/standing'
import { askTogether } from './ask-together'
import { loadIncident, type LoadedIncident } from './load-incident'
import { createShare } from './share-view'

/** What a page is told nothing of, such as a person's new title, is at most this old. */
const fresh = 700
/** However much happens, it is not read more often. */
const apart = 100

interface Sharing {
  standing: (asks: null) => Promise<string>
  share: ReturnType<typeof createShare>
}

const ofDatabases = new WeakMap<Database, Sharing>()

/**
 * What everybody reads, by its name: computed once for all who ask at about the same time. Nothing in it is older than
 * what its reader has heard: where the journal, the readings and who is here stand is asked first. `load` gets no
 * person: what depends on one does not belong here.
 */
export async function shareByStanding<View>(name: string, db: Database, load: () => Promise<View>): Promise<View> {
  const known = ofDatabases.get(db) ?? { standing: askTogether(() => readStanding(db)), share: createShare(200) }
  ofDatabases.set(db, known)
  const version = await known.standing(null)
  return known.share(name, { version, fresh, apart }, load)
}

/** What every screen about an incident is made of. Throws UnreadableEntry. */
export function sharedIncident(incidentId: string, db: Database): Promise<LoadedIncident | null> {
  return shareByStanding(`incident ${incidentId}`, db, () => loadIncident(incidentId, db))
}

/** For a list of several: null also for one whose journal this process does not understand. */
export function sharedIfReadable(incidentId: string, db: Database): Promise<LoadedIncident | null> {
  return sharedIncident(incidentId, db).catch(nullIfUnreadable)
}
