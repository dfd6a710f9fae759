import { describe, expect, it } from 'vitest'
import { declared, proposed, readable, relapsed } from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import type { Plan } from '../plan/schema/plan'
import type { ServingReading } from '../posture/serving'
import { buildConsoleView } from '../view/console/console-view'
import { buildDeclareView } from '../view/declare/declare-view'
import { chooseRunbook } from './choose-runbook'
import { runbookOf } from './resolve-step'
import type { Verdict } from './events/facts'

const base = frozenPlan().plan
const there = runbookOf(base, base.runbooks[0]?.id ?? '')
const back = { ...there, id: 'back-east', title: 'Failover to us-east-1', from: there.to, to: there.from }
const third = { ...there, id: 'to-third', title: 'Failover to eu-west-1', to: 'third' }

/** The sample plan with several runbooks of its one class that has any. */
function withRunbooks(...more: (typeof there)[]): Plan {
  const ids = [there, ...more].map(({ id }) => id)
  return {
    ...base,
    regions: [...base.regions, { id: 'third', title: 'eu-west-1', plainName: 'Ireland' }],
    runbooks: [...base.runbooks, ...more],
    disasterClasses: base.disasterClasses.map((one) => (one.runbook === null ? one : { ...one, runbook: ids })),
  }
}
const judged = (verdict: Verdict) => ({ verdict, at: null, facts: [], why: 'It replicates: not so' })
const read = (serves: ServingReading['serves'], standbys: Record<string, Verdict>): ServingReading[] => [
  {
    promotionBoundary: 'orders',
    serves,
    regions: ['east', 'west', 'third'].map((region) => {
      return { region, serves: judged('unknown'), standby: judged(standbys[region] ?? 'unknown') }
    }),
  },
]
const at = (region: string) => ({ is: 'known', region, at: null, source: 'cluster' }) as const
const silence = { is: 'unknown', why: 'silence' } as const
const choose = (plan: Plan, readings: ServingReading[]) => {
  const disaster = plan.disasterClasses.find(({ runbook }) => runbook !== null)
  if (disaster === undefined) throw new Error('no class has a runbook')
  const { runbook, refusal } = chooseRunbook(plan, disaster, readings, [])
  return { id: runbook?.id, refusal }
}

describe('of several runbooks of one class', () => {
  it.each<[string, Plan, ServingReading[], string]>([
    ['where us-east-1 serves, the way out of it', withRunbooks(back), read(at('east'), { west: 'met' }), there.id],
    ['where us-west-2 serves, the way back', withRunbooks(back), read(at('west'), { east: 'met' }), back.id],
    ['whatever the order in the plan', withRunbooks(third, back), read(at('west'), { east: 'met' }), back.id],
    ['the one whose target could take over', withRunbooks(third), read(at('east'), { west: 'unmet' }), third.id],
    [
      'the one whose target is read as ready before one that is silent',
      withRunbooks(third),
      read(at('east'), { third: 'met' }),
      third.id,
    ],
    ['the first where nobody can tell', withRunbooks(back), read(silence, {}), there.id],
    ['the first where nothing is read', withRunbooks(back), [], there.id],
  ])('is offered: %s', (_, plan, readings, id) => {
    expect(choose(plan, readings)).toEqual({ id, refusal: null })
  })

  it('none fits where the serving region has none: the refusal names every region', () => {
    expect(choose(withRunbooks(back), read(at('third'), {})).refusal).toBe(
      `eu-west-1 serves, and no runbook of ${className()} leads out of there: ` +
        `${there.title} leads out of us-east-1, Failover to us-east-1 leads out of us-west-2.`,
    )
  })

  it('none fits where nothing could take over: the refusal says why of each that leads out', () => {
    const choice = choose(withRunbooks(third, back), read(at('east'), { west: 'unmet', third: 'unmet' }))
    expect(choice.refusal).toBe(
      'us-west-2 cannot take over. It replicates: not so. eu-west-1 cannot take over. It replicates: not so.',
    )
  })

  it('never offers a way that does not start where it serves, whatever is read', () => {
    const verdicts: Verdict[] = ['met', 'unmet', 'unknown']
    for (const region of ['east', 'west', 'third'])
      for (const a of verdicts)
        for (const b of verdicts)
          for (const c of verdicts) {
            const plan = withRunbooks(back, third)
            const { id, refusal } = choose(plan, read(at(region), { east: a, west: b, third: c }))
            const chosen = plan.runbooks.find((one) => one.id === id)
            const target = { east: a, west: b, third: c }[chosen?.to ?? '']
            if (refusal === null) expect([chosen?.from, target === 'unmet']).toEqual([region, false])
          }
  })
})

describe('the way back, once it has moved', () => {
  const mara = { kind: 'person', person: 'mara-okafor', account: 'mara' } as const
  const plan = withRunbooks(back)
  const west = read(at('west'), { east: 'met' })
  const moved = (story: ReturnType<typeof proposed>) =>
    story
      .reads('east-member', { targetIsWriter: false, failoverState: '', synchronization: 'connected' })
      .reads('east-cluster', { targetStatus: 'available', targetHasInstance: true })
      .reads('global-cluster', { ...story.readings['global-cluster']?.fields, targetIsWriter: true })

  it('is what declaring records and what its page names', () => {
    const story = moved(readable(proposed()))
    const page = buildDeclareView({ ...story.input(), plan }, story.viewer('mara-okafor'))
    expect(page.classes.find(({ id }) => id === 'region-failure')).toMatchObject({ runbook: back.title, refused: null })
    const decision = story.ask({ type: 'declare-incident', class: 'region-failure', statement: 'x' }, mara, {
      plan,
      serving: west,
    })
    expect(decision).toMatchObject({ ok: true, events: [{ payload: { runbook: back.id } }] })
  })

  it('is what a relapse offers to arm, and what arming takes', () => {
    const story = moved(relapsed())
    const { doNow } = buildConsoleView({ ...story.input(), plan }, story.viewer('mara-okafor'))
    expect(doNow.primary).toMatchObject({ verb: 'start-run', input: { runbook: back.id }, disabledBecause: null })
    const arm = (runbook: string) => story.ask({ type: 'start-run', runbook }, mara, { plan, serving: west })
    expect(arm(back.id).ok).toBe(true)
    expect(arm(there.id)).toMatchObject({ refusal: { code: 'no-standby' } })
  })

  it('is not armed for a class it does not answer', () => {
    const other = { ...plan, disasterClasses: base.disasterClasses }
    expect(declared().ask({ type: 'start-run', runbook: back.id }, mara, { plan: other, serving: west })).toMatchObject(
      { refusal: { code: 'wrong-class' } },
    )
  })
})

function className(): string {
  return base.disasterClasses.find(({ runbook }) => runbook !== null)?.title ?? ''
}
