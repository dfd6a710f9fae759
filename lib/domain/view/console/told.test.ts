import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildApprovalView } from '../approval/approval-view'
import { buildConsoleView } from './console-view'

const mara = 'mara-okafor'
const tomas = 'tomas-varga'
const of = (story: IncidentStory) => ({
  requestId: night.request(story).requestId,
  person: tomas,
  way: 'slack' as const,
})
const intends = (story: IncidentStory) => story.worker({ type: 'intend-notice', ...of(story) })
const told = (story: IncidentStory) =>
  intends(story).worker({ type: 'finish-notice', ...of(story), attempt: 1, reference: 'ts' })
const missed = (story: IncidentStory, perhapsSent = false, wait: number | null = null) => {
  const fault = { code: 'x', message: 'user_not_found', perhapsSent, retryInMilliseconds: wait }
  return intends(story).worker({ type: 'fail-notice', ...of(story), attempt: 1, ...fault })
}
const card = (story: IncidentStory, person = mara) => {
  const [first] = buildConsoleView(story.input(), story.viewer(person)).room.approvals
  if (first === undefined) throw new Error('nothing was asked')
  return first.told
}
const row = (story: IncidentStory, person = mara) => card(story, person).find((one) => one.person === tomas)
const slack = (story: IncidentStory) => row(story)?.ways[0]

describe('what the commander sees of telling people', () => {
  it.each<[string, () => IncidentStory, object]>([
    ['nothing yet', night.asked, { word: 'not told yet', status: 'waiting', at: null }],
    ['on its way', () => intends(night.asked()), { word: 'being told', status: 'running' }],
    ['told', () => told(night.asked()), { word: 'told', status: 'ok', at: '2026-11-19T02:46:05.000Z', detail: null }],
    ['refused', () => missed(night.asked()), { word: 'not told', status: 'warning', detail: 'user_not_found' }],
    [
      'to be tried again',
      () => missed(night.asked(), false, 5_000),
      { word: 'not told', detail: 'user_not_found; it is tried again' },
    ],
    [
      'a reply that is missing',
      () => missed(night.asked(), true, null),
      { word: 'not known whether told', status: 'unknown' },
    ],
  ])('by Slack: %s', (_, tell, expected) => {
    expect(slack(tell())).toMatchObject({ way: 'Slack', ...expected })
  })

  it('lists everybody who is waited for, and whoever was told and has answered since', () => {
    expect(card(night.asked()).map(({ name }) => name)).toEqual(['T. Varga', 'I. Duarte', 'K. Sato'])
    const story = told(night.asked())
    story.by(tomas, { type: 'give-approval', ...night.request(story) })
    expect(row(story)).toMatchObject({ ways: [{ way: 'Slack', word: 'told' }], again: null })
  })

  it('offers the commander to ask again, and nobody else', () => {
    const story = told(night.asked())
    expect(row(story)?.again).toMatchObject({ verb: 'ask-again', disabledBecause: null })
    expect(row(story, 's-bello')?.again).toBeNull()
    const { incidentId: _, ...input } = row(story)?.again?.input ?? {}
    story.at('02:46:36').by(mara, { type: 'ask-again', ...of(story), ...input, way: undefined })
    expect(row(story)).toMatchObject({ ways: [{ word: 'not told yet' }, { word: 'not told yet' }] })
    expect(row(story)?.again?.disabledBecause).toBe('Asked a moment ago. It can be asked again from 02:47:06 UTC.')
  })

  it('says who has opened the request, and the approver’s own page says it once', () => {
    const story = night.asked()
    const { requestId } = night.request(story)
    const unseen = (person: string) => buildApprovalView(story.input(), requestId, story.viewer(person))?.unseen
    expect([unseen(tomas), unseen(mara), unseen('s-bello')]).toEqual([true, false, false])
    expect(row(story)?.openedAt).toBeNull()
    story.by(tomas, { type: 'see-approval', requestId })
    expect(unseen(tomas)).toBe(false)
    expect(row(story)?.openedAt).toBe('2026-11-19T02:46:05.000Z')
    const { consent } = buildConsoleView(story.input(), story.viewer(mara))
    expect(consent.approvers.map(({ word }) => word)).toContain('opened 02:46:05 UTC')
  })

  it('says in do-now whom no message reached', () => {
    const detail = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(mara)).doNow.detail
    expect(detail(night.asked())).toMatch(/Nobody has opened it yet\.$/)
    const story = missed(night.asked())
    const paged = { ...of(story), way: 'pagerduty' as const }
    story.worker({ type: 'intend-notice', ...paged })
    const fault = { code: 'x', message: 'no', perhapsSent: false, retryInMilliseconds: null }
    story.worker({ type: 'fail-notice', ...paged, attempt: 1, ...fault })
    expect(detail(story)).toMatch(/Nobody has opened it yet\. No message reached T\. Varga: call them\.$/)
    story.by('ines-duarte', { type: 'see-approval', requestId: of(story).requestId })
    expect(detail(story)).toContain('Opened by I. Duarte.')
  })
})
