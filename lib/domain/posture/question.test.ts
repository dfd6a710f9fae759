import { describe, expect, it } from 'vitest'
import { noIncident } from '../plan/reference/bindings'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { askedReadings } from './asked-readings'
import { questionOf, questionsOf, type Asking } from './question'
import { readingGroups } from './standing-readings'

const { plan, environment } = frozenPlan()
const newest: Asking = { plan, environment }
const loss = plan.runbooks[0]?.loss
const [acknowledged = '', readable = ''] = [loss?.acknowledged, loss?.readable].map((path) => path?.split('.')[0])
const systemOf = (id: string) => plan.readings.find((reading) => reading.id === id)?.system ?? ''

function changed(change: (draft: { plan: Plan; environment: Environment }) => void): Asking {
  const draft = structuredClone(newest)
  change(draft)
  return draft
}

/** The system is asked at another address. */
const moved = (system: string) =>
  changed((draft) => {
    const binding = draft.environment.systems[system]
    if (binding === undefined || !('endpoint' in binding)) throw new Error(`${system} has no endpoint`)
    binding.endpoint = 'http://127.0.0.1:10'
  })

function differing(other: Asking): string[] {
  const [here, there] = [questionsOf(newest, noIncident), questionsOf(other, noIncident)]
  return Object.keys(here).filter((id) => here[id] !== there[id])
}

describe('what a reading asks', () => {
  it('is the same in another version that changes nothing of it, however often it is asked and how it is called', () => {
    expect(differing(structuredClone(newest))).toEqual([])
    const retitled = changed((draft) => {
      for (const reading of draft.plan.readings) Object.assign(reading, { title: 'x', every: 7, maxAge: 8 })
      draft.environment.title = 'another'
    })
    expect(differing(retitled)).toEqual([])
  })

  it('is another where its system is bound to another address, and what is taken together with it is another too', () => {
    const system = systemOf(readable)
    const asked = plan.readings.filter((reading) => reading.system === system).map(({ id }) => id)
    expect(asked).not.toContain(acknowledged)
    expect(differing(moved(system)).sort()).toEqual([...asked, acknowledged].sort())
  })

  it('is another where its parameters are, also by a name of the environment', () => {
    const named = plan.readings.find(({ with: given }) => /\$\{names\.([\w.-]+)\}/.test(JSON.stringify(given)))
    const name = /\$\{names\.([\w.-]+)\}/.exec(JSON.stringify(named?.with))?.[1] ?? ''
    const renamed = changed((draft) => void (draft.environment.names[name] = 'another'))
    expect(differing(renamed)).toContain(named?.id)
    expect(differing(renamed).length).toBeLessThan(plan.readings.length)
  })

  it('is of one run where a run fills it in, and of none where it is asked all the time', () => {
    const standsAsked = readingGroups(plan).flat()
    const standing = plan.tiers.flatMap(({ outside }) => outside?.monitors ?? [])[0] ?? ''
    const ownStep = plan.readings.find(({ id }) => !standsAsked.includes(id))?.id ?? ''
    const query = { kind: 'prometheus.query', system: 'prometheus', with: { query: 'up{id="${steps.S1.outputs.id}"}' } }
    const asking = changed((draft) => {
      for (const reading of draft.plan.readings)
        if ([standing, ownStep].includes(reading.id)) Object.assign(reading, query)
    })
    const of = (id: string) => ({ ...noIncident, outputs: { S1: { id } } })
    expect(questionOf(asking, ownStep, of('a'))).not.toBe(questionOf(asking, ownStep, of('b')))
    expect(questionOf(asking, ownStep, of('a'))).toBe(questionOf(asking, ownStep, of('a')))
    expect(questionOf(asking, standing, of('a'))).toBe(questionOf(asking, standing, of('b')))
  })
})

describe('what is asked for several versions', () => {
  const asked = (...askings: Asking[]) => askedReadings(askings).flatMap(({ ids }) => ids)

  it('is taken once where they ask the same, as often as the one that asks most often', () => {
    const hasty = changed((draft) => {
      for (const reading of draft.plan.readings) reading.every = 100
    })
    expect(asked(newest, hasty).sort()).toEqual(asked(newest).sort())
    const most = Math.max(1, Math.round(100 / environment.timeScale))
    expect(new Set(askedReadings([newest, hasty]).map(({ every }) => every))).toEqual(new Set([most]))
  })

  it('is taken for each where they do not, and what only one of them has goes on', () => {
    const other = moved(systemOf(readable))
    const twice = asked(newest, other).filter((id, at, all) => all.indexOf(id) !== at)
    expect(twice.sort()).toEqual(
      differing(other)
        .filter((id) => asked(newest).includes(id))
        .sort(),
    )
    const withoutIt = changed((draft) => {
      draft.plan.links = draft.plan.links.map(({ lag: _, ...link }) => link)
    })
    const only = asked(newest).filter((id) => !asked(withoutIt).includes(id))
    expect(only.length).toBeGreaterThan(0)
    expect(asked(withoutIt, newest)).toEqual(expect.arrayContaining(only))
  })
})
