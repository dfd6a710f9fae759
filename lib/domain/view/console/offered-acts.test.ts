import { describe, expect, it } from 'vitest'
import { personCommands, type PersonCommand } from '@/lib/domain/run/commands'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import type { ActionView } from './action'
import { buildConsoleView } from './console-view'

const said = 'for the table of what is offered'

/** Every control of the page that may be pressed by this person. */
function offered(story: IncidentStory, person: string): ActionView[] {
  const { doNow, runActions, focus } = buildConsoleView(story.input(), story.viewer(person))
  const ofRows = Object.values(focus).flatMap(({ actions }) => actions)
  const now = [...(doNow.primary === null ? [] : [doNow.primary]), ...doNow.others]
  return [...now, ...runActions, ...ofRows].filter(({ disabledBecause }) => disabledBecause === null)
}

/** What pressing it sends, with the words that its dialog asks for. */
function pressed({ verb, input, ask }: ActionView): PersonCommand {
  if (verb === 'propose-incident') throw new Error('no control of a console proposes an incident')
  const words = [...(ask?.confirm ?? []), said].join(' ')
  const { incidentId: _, ...fields } = { ...input, ...(ask?.field == null ? {} : { [ask.field]: words }) }
  return { type: verb, ...personCommands[verb].parse(fields) } as PersonCommand
}

/** Stopping twice is no refusal to whoever asks: the page answers that it stops already. */
const stopsAlready = 'abort-run: already-done'

describe('what the console offers', () => {
  it.each(stateKinds)('is accepted by the rules when %s', (kind) => {
    const { story } = momentWhen(kind)
    const refused = Object.keys(story.persons).flatMap((person) =>
      offered(story, person).flatMap((action) => {
        const decision = story.ask(pressed(action), { kind: 'person', person, account: person })
        if (decision.ok || `${action.verb}: ${decision.refusal.code}` === stopsAlready) return []
        return [`${person} presses ${action.label} (${action.key}): ${decision.refusal.message}`]
      }),
    )
    expect(refused).toEqual([])
  })

  it.each(['rolling back', 'undo running', 'undo failed'] as const)('includes a stop when %s', (kind) => {
    const { story } = momentWhen(kind)
    expect(offered(story, 'mara-okafor').map(({ verb }) => verb)).toContain('abort-run')
  })
})
