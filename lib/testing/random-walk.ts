import type { Actor } from '@/lib/domain/access/actor'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { alerting, commandAbout, commandTypes, person, working } from './every-command'
import type { Moment } from './every-state'
import type { IncidentStory } from './incident-story'
import { Seeded } from './seeded'

const persons = ['mara-okafor', 'tomas-varga', 'ines-duarte', 'kenji-sato', 's-bello'] as const
const actors: Actor[] = [...persons.map((id) => person(id)), working, working, working, alerting]

/** What a test looks at along the way: each event that was decided before it is told, and the story after. */
interface Look {
  before(event: IncidentEvent, actor: Actor): void
  after(): void
}

/** Whatever anybody asks for, in whatever order: what is accepted must be a possible history. */
export function walk(story: IncidentStory, seed: number, length: number, look?: Look): void {
  const chance = new Seeded(seed)
  const pick = <T>(items: readonly T[]): T => chance.pick(items)
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
