import { describe, expect, it } from 'vitest'
import { armed, declared, relapsed } from '@/lib/testing/region-failure'
import type { ServingReading } from '../posture/serving'
import { buildConsoleView } from '../view/console/console-view'
import type { Verdict } from './events/facts'

const judged = (verdict: Verdict) => ({
  verdict,
  at: null,
  facts: [],
  why: verdict === 'met' ? '' : 'It replicates: no (read: false)',
})
const reading = (serves: ServingReading['serves'], west: Verdict): ServingReading => ({
  promotionBoundary: 'orders',
  serves,
  regions: [
    { region: 'east', serves: judged('met'), standby: judged('unmet') },
    { region: 'west', serves: judged('unmet'), standby: judged(west) },
  ],
})
const known = (region: string) => ({ is: 'known', region, at: null, source: 'cluster' }) as const
const mara = { kind: 'person', person: 'mara-okafor', account: 'mara' } as const
const arm = (serving: ServingReading[]) =>
  declared().ask({ type: 'start-run', runbook: 'region-failover' }, mara, { serving })

describe('arming a failover', () => {
  it.each<[string, ServingReading, string]>([
    ['the target serves already', reading(known('west'), 'unmet'), 'us-west-2 serves already'],
    [
      'the standby is read as unfit',
      reading(known('east'), 'unmet'),
      'us-west-2 cannot take over. It replicates: no (read: false).',
    ],
  ])('is refused when %s', (_, serving, words) => {
    const decision = arm([serving])
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'no-standby' } })
    if (!decision.ok) expect(decision.refusal.message).toContain(words)
  })

  it.each<[string, ServingReading[]]>([
    ['the standby is ready', [reading(known('east'), 'met')]],
    ['the standby is silent', [reading(known('east'), 'unknown')]],
    ['nobody knows where it runs', [reading({ is: 'unknown', why: 'silence' }, 'unmet')]],
    ['the plan reads nothing of it', []],
  ])('is taken when %s', (_, serving) => {
    expect(arm(serving).ok).toBe(true)
  })

  it('is held to it at GO as well: a standby may die while approvals are awaited', () => {
    const story = armed()
    const go = story.ask({ type: 'give-go', runId: story.runId() }, mara, {
      serving: [reading(known('east'), 'unmet')],
    })
    expect(go).toMatchObject({ ok: false, refusal: { code: 'no-standby' } })
  })
})

describe('after it has moved, with the region that serves dark', () => {
  const dark = (west: Verdict) => [reading({ is: 'unknown', why: 'us-west-2 is silent' }, west)]
  const again = (serving: ServingReading[], plan = relapsed().plan, runbook = 'region-failover') =>
    relapsed().ask({ type: 'start-run', runbook }, mara, { serving, plan })
  const words =
    'us-west-2 is where it runs and it does not answer: nothing to fail over to. Wait for us-west-2 or heal it.'

  it.each<Verdict>(['unknown', 'unmet', 'met'])('nothing is armed towards it, its standby %s', (west) => {
    expect(again(dark(west))).toMatchObject({ ok: false, refusal: { code: 'no-standby', message: words } })
  })

  it('do now says so, and its button says why it cannot be pressed', () => {
    const story = relapsed().cannotRead('global-cluster', 'no reply').cannotRead('east-member', 'no reply')
    expect(buildConsoleView(story.input(), story.viewer('mara-okafor')).doNow).toMatchObject({
      headline: 'T0 is down again since 03:05:00 UTC',
      detail: `i-2041-R1 only watches: a new run takes its place, and the journal says so. ${words}`,
      primary: { verb: 'start-run', disabledBecause: words },
      danger: true,
    })
  })

  it('the way out of it may be armed, with a warning, since arming can be undone', () => {
    const base = relapsed().plan
    const [there] = base.runbooks
    if (there === undefined) throw new Error('the sample plan has no runbook')
    const back = { ...there, id: 'back-east', title: 'Failover to us-east-1', from: there.to, to: there.from }
    const plan = {
      ...base,
      runbooks: [...base.runbooks, back],
      disasterClasses: base.disasterClasses.map((one) =>
        one.runbook === null ? one : { ...one, runbook: [there.id, back.id] },
      ),
    }
    expect(again(dark('unknown'), plan, back.id).ok).toBe(true)
    const story = relapsed().cannotRead('global-cluster', 'no reply').cannotRead('east-member', 'no reply')
    const { doNow } = buildConsoleView({ ...story.input(), plan }, story.viewer('mara-okafor'))
    expect(doNow).toMatchObject({ primary: { input: { runbook: back.id }, disabledBecause: null } })
    expect(doNow.detail).toContain('Where orders runs is UNKNOWN')
  })
})
