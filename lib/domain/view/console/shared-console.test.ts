import { describe, expect, it } from 'vitest'
import { roles } from '../../access/roles'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import type { Viewer } from '../incident-input'
import { buildConsoleView, ownConsole, sharedConsole } from './console-view'

/** Every person of the plan, and a stranger with each role. */
function viewersOf(story: IncidentStory): Viewer[] {
  const strangers = roles.map((role) => ({ person: `a-${role}`, name: role, roles: [role] }))
  return [...Object.keys(story.persons).map((person) => story.viewer(person)), ...strangers]
}

/** Paths at which something is offered, or said to somebody. */
function offers(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const here = `${path}.${key}`
    const personal =
      key === 'verb' ||
      key === 'disabledBecause' ||
      key === 'viewer' ||
      (['you', 'mayAssign'].includes(key) && one === true)
    return [...(personal ? [here] : []), ...offers(one, here)]
  })
}

const unheld = { lease: null, serverSince: null, serverAfter: null }

describe.each(stateKinds)('of an incident that is %s', (kind) => {
  it('what everybody reads offers nothing to anybody', () => {
    const shared = sharedConsole(momentWhen(kind).story.input(), unheld)
    expect(offers(shared)).toEqual([])
    expect(JSON.stringify(shared)).not.toMatch(/\b[Yy]ours?\b/)
  })

  it('each sees what they would see if nobody else looked', () => {
    const { story } = momentWhen(kind)
    const input = story.input()
    const shared = JSON.stringify(sharedConsole(input, unheld))
    for (const viewer of viewersOf(story)) expect(ownConsole(input, viewer)).toEqual(ownConsole(story.input(), viewer))
    // Nothing that was computed for one of them has changed what everybody reads.
    expect(JSON.stringify(sharedConsole(input, unheld))).toBe(shared)
  })
})

it('somebody is offered something, and told what is theirs', () => {
  const { story } = momentWhen('going')
  const view = buildConsoleView(story.input(), story.viewer('mara-okafor'))
  expect(offers(view).length).toBeGreaterThan(5)
  expect(view.room.rows.some(({ you }) => you)).toBe(true)
})
