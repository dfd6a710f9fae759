import { IncidentStory } from './incident-story'
import { proven } from './region-failure'

type Seen = 'working' | 'failing' | 'unknown'

/** An incident opened by hand in which the commander says since when it is, while the checks outside say what they say. */
export function saidImpact(seen: Seen, mode: 'live' | 'switchover' = 'live'): IncidentStory {
  const story = watchedFrom(new IncidentStory(mode).at('02:45:05'), seen)
  return story.by('mara-okafor', {
    type: 'correct-impact',
    at: '2026-11-19T02:45:00.000Z',
    reason: 'customers call',
  })
}

function watchedFrom(story: IncidentStory, seen: Seen): IncidentStory {
  const since = seen === 'working' ? '2026-11-19T02:00:00.000Z' : '2026-11-19T02:45:03.000Z'
  const ok = seen === 'working'
  for (const monitor of story.plan.tiers.flatMap(({ outside }) => outside?.monitors ?? []))
    if (seen === 'unknown') story.cannotRead(monitor, 'no reply')
    else story.reads(monitor, { ok, since, firstFailedAt: ok ? null : since, consecutive: 9 })
  return story
}

/** The checks have then seen it fail, by the plan's rule. */
export function saidThenSeen(): IncidentStory {
  const story = watchedFrom(saidImpact('working').at('02:50:05'), 'failing')
  return story.worker({ type: 'see-failure', tier: 'T0', at: '2026-11-19T02:50:00.000Z', source: 'three monitors' })
}

/** A history from before it was refused: the impact was corrected to after its tier had come back. */
export function correctedTooLate(story = proven()): IncidentStory {
  const payload = { at: '2026-11-19T02:50:00.000Z', source: 'corrected by a person', correction: true, reason: 'typed' }
  const actor = { kind: 'person', person: 'mara-okafor', account: 'mara-okafor' } as const
  return story.tell([{ type: 'incident.impactRecorded', payload }], actor)
}

export function closed(story: IncidentStory): IncidentStory {
  return story.by('mara-okafor', { type: 'close-incident', reason: 'for the table of states' })
}
