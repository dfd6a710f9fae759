import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildApprovalView } from './approval-view'
import { buildQueueView } from './queue-view'

const sheet = (story: IncidentStory, person: string) => {
  const view = buildApprovalView(story.input(), night.request(story).requestId, story.viewer(person))
  if (view === null) throw new Error('no such request')
  return view
}

describe('the approval sheet', () => {
  it('shows every command the digest covers, in full', () => {
    const view = sheet(night.approvedOnce(), 'ines-duarte')
    expect(view.groups.map(({ first, alike }) => [first.id, alike])).toEqual([
      ['S6', []],
      ['S7', []],
      ['S12', []],
    ])
    const promote = view.groups[1]?.first
    expect(promote?.commands[0]?.text).toContain('arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2')
    expect(promote?.commands[0]?.where).toMatchObject({ account: '447120938856', region: 'us-west-2' })
    expect(promote?.wayBack).toBe('one-way')
  })

  it('says first what each step does, where, as whom and how one gets back', () => {
    const promote = sheet(night.approvedOnce(), 'ines-duarte').groups[1]?.first
    expect(promote).toMatchObject({ title: 'Promote Aurora in us-west-2', regions: ['us-west-2'] })
    expect(promote?.purpose).toMatch(/\w/)
    expect(promote?.rollback).toMatch(/\w/)
    expect(promote?.identities).toEqual([expect.stringContaining('dr-promote')])
  })

  it('says which fact does not stand, why, and whether it bars anything', () => {
    const story = night.asked().cannotRead('east-cluster', 'no answer')
    const judged = { type: 'judge-gate', runbook: 'region-failover', gate: 'P5', verdict: 'unknown' } as const
    story.worker({ ...judged, readings: [], reason: 'The cluster in us-east-1 runs the same: no answer' })
    const unread = sheet(story, 'ines-duarte').facts
    const ready = unread.find(({ title }) => /ready to take over/.test(title))
    expect(ready).toMatchObject({ word: 'not known', outlook: expect.stringMatching(/^does not bar GO/) as string })
    expect(ready?.detail).toMatch(/us-east-1.*no answer/)
  })

  it('is named after what cannot be taken back and says what consent sets free', () => {
    const view = sheet(night.approvedOnce(), 'ines-duarte')
    expect(view.title).toBe('Promote Aurora in us-west-2')
    expect(view.effect).toBe('Promote us-west-2, losing about 0.70 s')
    expect(view).toMatchObject({ askedBy: 'Mara Okafor', boundCount: 'about 1,990 orders' })
    expect(view.answers).toEqual(['1 of 2: Tomás Varga, 02:46:31 UTC.', 'You would be 2 of 2.'])
  })

  it('counts no consent that the rules do not count, such as one given before a new password', () => {
    const story = night.approvedOnce()
    const rolesOf = (who: string, through?: { account: string }) =>
      through?.account === 'tomas-varga' ? [] : story.rolesOf(who)
    const view = (who: string) =>
      buildApprovalView({ ...story.input(), rolesOf }, night.request(story).requestId, story.viewer(who))
    expect(view('ines-duarte')?.answers.at(-1)).toBe('You would be 1 of 2.')
    expect(view('tomas-varga')?.approve.disabledBecause, 'and lets it be given again').toBeNull()
  })

  it('lets the second approver approve exactly this digest', () => {
    const story = night.approvedOnce()
    expect(sheet(story, 'ines-duarte').approve).toMatchObject({
      how: 'hold',
      disabledBecause: null,
      input: { incidentId: 'i-2041', ...night.request(story) },
    })
  })

  it.each([
    ['mara-okafor', /^You asked for it, so another person approves: Tomás Varga \(Database\)/],
    ['s-bello', /^This needs the role approver; you are responder/],
    ['tomas-varga', /^You approved it at 02:46:31 UTC/],
  ])('tells %s why not, and who may', (person, why) => {
    expect(sheet(night.approvedOnce(), person).refusal).toMatch(why)
  })

  it('tells an approver without a duty which one is needed', () => {
    const story = night.asked().by('mara-okafor', { type: 'assign-duty', duty: 'network', person: null })
    expect(sheet(story, 'kenji-sato').refusal).toMatch(/^This needs Database, Platform and Network; you hold none/)
  })

  it('says that it has expired, and that what it covers has changed', () => {
    const late = night.asked().at('03:01:06')
    expect(sheet(late, 'ines-duarte')).toMatchObject({
      follows: { standing: { is: 'expired' } },
      refusal: 'Expired. The commander may ask again.',
    })
    const changed = night.asked()
    changed.by('mara-okafor', {
      type: 'record-decision',
      runId: changed.runId(),
      kind: 'accept-unproven',
      subject: 'S6',
      statement: 'The region is dark.',
    })
    expect(sheet(changed, 'ines-duarte').facts[0]).toMatchObject({ status: 'breached', word: 'changed' })
  })

  it('counts a loss that cannot be read as a fact that does not stand', () => {
    const story = night.asked().cannotRead('witness', 'no reply')
    expect(sheet(story, 'ines-duarte').facts.at(-1)).toMatchObject({ status: 'unknown', detail: 'witness: no reply' })
  })
})

describe('what comes next', () => {
  const again = () => {
    const story = night.approved()
    story.by('mara-okafor', { type: 'give-go', runId: story.runId() }).at('02:48:00')
    const risk = { kind: 'accept-unproven', subject: 'S6', statement: 'The region is dark.' } as const
    story.by('mara-okafor', { type: 'record-decision', runId: story.runId(), ...risk })
    const old = night.request(story).requestId
    return { old, story: story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' }) }
  }
  const of = (story: IncidentStory, requestId: string) => {
    const view = buildApprovalView(story.input(), requestId, story.viewer('ines-duarte'))
    if (view === null) throw new Error('no such request')
    return view
  }

  it('is GO while none was given, and at once where it stands', () => {
    expect(sheet(night.approvedOnce(), 'ines-duarte')).toMatchObject({
      follows: { heading: 'What runs at GO', goStands: null },
      approve: { label: 'Hold to approve' },
    })
    const { story } = again()
    const view = () => sheet(story, 'ines-duarte')
    expect(view()).toMatchObject({
      follows: {
        heading: 'What runs as soon as enough approve',
        goStands: 'GO stands since 02:46:54 UTC: nobody is asked again once 2 more have approved.',
      },
      approve: { label: 'Hold to approve: it runs once enough have' },
    })
    story.by('tomas-varga', { type: 'give-approval', ...night.request(story) })
    expect(view().approve.label).toBe('Hold to approve: it runs at once')
    story.by('mara-okafor', { type: 'pause-run', runId: story.runId(), reason: 'Look first.' })
    expect(view().follows.goStands).toMatch(/paused, so nothing runs until it goes on/)
  })

  it('is to be asked again where it was approved too long ago to go on with', () => {
    const aged = night.gone().at('23:59:00').succeeds('S4')
    expect(sheet(aged, 'ines-duarte').follows).toMatchObject({
      goStands: expect.stringMatching(
        /^GO stands since .*, but it was approved for GO .* ago.*: people are asked again/,
      ),
      next: expect.stringMatching(/^It was approved too long ago.* Mara Okafor may ask again/),
    })
  })

  it('leads from a request that is void to the one that stands in its place', () => {
    const { old, story } = again()
    const { follows } = of(story, old)
    expect(follows).toMatchObject({ heading: 'What was asked for', next: 'It was asked for anew.' })
    expect(follows.newer).toEqual({
      requestId: night.request(story).requestId,
      label: 'Read the newer request: S6, S7 and S12, asked 02:48:00 UTC',
    })
    const late = night.asked().at('03:01:06')
    expect(sheet(late, 'ines-duarte').follows).toMatchObject({
      newer: null,
      next: 'Nothing is asked of you now. Mara Okafor may ask again; it then waits under Approvals.',
    })
  })

  it('is said to whoever has approved', () => {
    const next = (story: IncidentStory) => sheet(story, 'tomas-varga').follows.next
    expect(next(night.asked())).toBeNull()
    expect(next(night.approvedOnce())).toMatch(/^Next: 1 more of Platform, I. Duarte; .* approves\. Nothing else/)
    expect(next(night.approved())).toMatch(/^Enough have approved\. Next: Mara Okafor gives GO\./)
    expect(next(night.gone())).toBe('Enough have approved: it runs. Nothing else is asked of you.')
  })
})

describe('the queue', () => {
  it('separates what waits for me from what waits for others, with why', () => {
    const story = night.approvedOnce()
    const queue = (person: string) => buildQueueView([story.input()], story.viewer(person), story.now())
    expect(queue('ines-duarte')).toMatchObject({ mine: [{ given: 1, needed: 2, steps: 'S6, S7 and S12' }], others: [] })
    expect(queue('mara-okafor').mine).toEqual([])
    expect(queue('mara-okafor').others[0]?.refusal).toMatch(/^You asked for it/)
  })

  it('is empty once enough people have approved', () => {
    const story = night.approved()
    expect(buildQueueView([story.input()], story.viewer('kenji-sato'), story.now())).toMatchObject({
      mine: [],
      others: [],
    })
  })
})
