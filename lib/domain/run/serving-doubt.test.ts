import { describe, expect, it } from 'vitest'
import { approved, gatesOpen, proposed, request } from '@/lib/testing/region-failure'
import type { Judged, ServingReading } from '../posture/serving'
import { buildApprovalView } from '../view/approval/approval-view'
import { buildConsoleView } from '../view/console/console-view'
import { buildDeclareView } from '../view/declare/declare-view'

const silent: Judged = { verdict: 'unknown', at: null, facts: [], why: 'no reply' }
const reading = (serves: ServingReading['serves']): ServingReading[] => [
  {
    promotionBoundary: 'orders',
    serves,
    regions: [
      { region: 'east', serves: silent, standby: null },
      { region: 'west', serves: silent, standby: silent },
    ],
  },
]
const mara = { kind: 'person', person: 'mara-okafor', account: 'mara' } as const
const unknown = reading({ is: 'unknown', why: 'no reply' })
const both = reading({ is: 'contradicted', regions: ['east', 'west'], at: null, source: 'cluster' })
const known = reading({ is: 'known', region: 'east', at: null, source: 'cluster' })
const go = (story: ReturnType<typeof approved>, serving: ServingReading[]) =>
  story.ask({ type: 'give-go', runId: story.runId() }, mara, { serving })
const consented = (story: ReturnType<typeof approved>) => {
  story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
  story.by('tomas-varga', { type: 'give-approval', ...request(story) })
  return story.by('ines-duarte', { type: 'give-approval', ...request(story) })
}
const accept = (story: ReturnType<typeof approved>) =>
  story.by('mara-okafor', {
    type: 'record-decision',
    runId: story.runId(),
    kind: 'accept-unknown-serving',
    subject: null,
    statement: 'Nothing of us-east-1 answers; we go.',
  })

describe('GO while nobody can say which region serves', () => {
  it.each([
    ['nothing is read', unknown, 'Where orders runs is UNKNOWN: no reply.'],
    ['two say so', both, 'us-east-1 and us-west-2 both say that they serve orders.'],
  ])('is refused with the reason when %s, and taken once that is accepted on the record', (_, serving, words) => {
    const refused = go(approved(), serving)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'serving-unknown' } })
    if (!refused.ok) expect(refused.refusal.message).toContain(words)
    expect(go(consented(accept(gatesOpen())), serving).ok).toBe(true)
  })

  it('is accepted in what is approved: said after the approval, it asks for approval again', () => {
    const story = accept(approved())
    const refused = go(story, unknown)
    expect(refused).toMatchObject({ refusal: { code: 'not-approved', missing: ['A1: what was approved has changed'] } })
    expect(go(consented(story), unknown).ok).toBe(true)
    const { requestId } = request(story)
    expect(buildApprovalView(story.input(), requestId, story.viewer('tomas-varga'))).toMatchObject({
      unknownServingAccepted: 'Nothing of us-east-1 answers; we go.',
    })
  })

  it('asks for nothing where it is known', () => {
    expect(go(approved(), known).ok).toBe(true)
  })

  it('is said before anybody presses, with what would be accepted', () => {
    const story = approved()
    const input = { ...story.input(), readings: { ...story.readings } }
    delete input.readings['east-member']
    const seen = () => buildConsoleView({ ...input, state: story.state }, story.viewer('mara-okafor')).doNow
    expect(seen()).toMatchObject({
      headline: 'Where it serves is not known: accept it or wait',
      primary: { input: { kind: 'accept-unknown-serving' } },
    })
    accept(story)
    expect(seen().headline).toBe('Ask again for approval of S6, S7 and S12')
    consented(story)
    expect(seen().headline).toBe('Nothing bars GO. Give GO')
  })
})

describe('declaring a failover that leads where nothing could take over', () => {
  it('is refused in the words of the page', () => {
    const story = proposed()
      .reads('east-member', { targetIsWriter: false })
      .reads('global-cluster', { targetIsWriter: true })
    const page = buildDeclareView(story.input(), story.viewer('mara-okafor'))
    const words = page.classes.find(({ id }) => id === 'region-failure')?.refused
    expect(words).toContain('us-west-2 serves already')
    const west = reading({ is: 'known', region: 'west', at: null, source: 'cluster' })
    expect(
      story.ask({ type: 'declare-incident', class: 'region-failure', statement: 'x' }, mara, { serving: west }),
    ).toMatchObject({ ok: false, refusal: { code: 'no-standby', message: words } })
  })
})
