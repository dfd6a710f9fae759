import type { Actor } from '@/lib/domain/access/actor'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { alerting, commandAbout, commandTypes, person, working } from './every-command'
import type { Moment } from './every-state'
import type { IncidentStory } from './incident-story'

/** mulberry32: the same walk for the same seed. */
function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const persons = ['mara-okafor', 'tomas-varga', 'ines-duarte', 'kenji-sato', 's-bello'] as const
const actors: Actor[] = [...persons.map((id) => person(id)), working, working, working, alerting]

/** What a test looks at along the way: each event that was decided before it is told, and the story after. */
interface Look {
  before(event: IncidentEvent, actor: Actor): void
  after(): void
}

/** Whatever anybody asks for, in whatever order: what is accepted must be a possible history. */
export function walk(story: IncidentStory, seed: number, length: number, look?: Look): void {
  const random = seeded(seed)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const steps = story.plan.runbooks.flatMap((runbook) => runbook.steps.map(({ id }) => id))
  for (let i = 0; i < length; i += 1) {
    const moment: Moment = { story, step: pick(steps) }
    const command = commandAbout(pick(commandTypes), moment)
    const actor = pick(actors)
    const decision = story.ask(command, actor)
    if (!decision.ok) continue
    for (const event of decision.events) look?.before(event, actor)
    story.tell(decision.events, actor)
    look?.after()
  }
}
