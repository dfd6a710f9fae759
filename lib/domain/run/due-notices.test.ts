import { describe, expect, it } from 'vitest'
import { commanding, working } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import type { NoticeWay } from '../plan/schema/notice'
import { dueNotices } from './due-notices'
import { noticeText } from './notice-text'

const tomas = 'tomas-varga'
const mara = 'mara-okafor'

function due(story: IncidentStory): string[] {
  return dueNotices(story.state, story.plan, (person) => story.rolesOf(person), story.now()).map(
    ({ person, way, perhapsTwice }) => `${person} ${way}${perhapsTwice ? ', perhaps twice' : ''}`,
  )
}
const dueTo = (story: IncidentStory, person = tomas) => due(story).filter((line) => line.startsWith(person))

const notice = (story: IncidentStory, person: string, way: NoticeWay) => ({
  requestId: night.request(story).requestId,
  person,
  way,
})
function intends(story: IncidentStory, person = tomas, way: NoticeWay = 'slack'): IncidentStory {
  return story.worker({ type: 'intend-notice', ...notice(story, person, way) })
}
function told(story: IncidentStory, person = tomas, way: NoticeWay = 'slack'): IncidentStory {
  const request = intends(story, person, way).state.requests[night.request(story).requestId]
  const attempt = request?.notices.findLast((one) => one.person === person && one.way === way)?.attempt ?? 0
  return story.worker({ type: 'finish-notice', ...notice(story, person, way), attempt, reference: 'ts' })
}
function fails(story: IncidentStory, attempt: number, wait: number | null, perhapsSent = false): IncidentStory {
  const fault = { code: 'x', message: 'no', perhapsSent, retryInMilliseconds: wait }
  return intends(story).worker({ type: 'fail-notice', ...notice(story, tomas, 'slack'), attempt, ...fault })
}
const everyone = ['tomas-varga', 'ines-duarte', 'kenji-sato'].flatMap((one) => [`${one} slack`, `${one} pagerduty`])
const asked = () => night.asked()

describe('who is to be told', () => {
  it.each<[string, () => IncidentStory, string[]]>([
    ['before anything is asked: nobody', () => night.gatesOpen(), []],
    ['once it is asked: everybody whose consent is waited for, by every way of the plan', asked, everyone],
    ['somebody who was told: by the other way only', () => told(asked()), everyone.slice(1)],
    ['somebody who approved: not', () => night.approvedOnce(), everyone.slice(2)],
    ['somebody who may not approve any more: not', () => asked().grants(tomas, []), everyone.slice(2)],
    [
      'somebody who got the duty since: yes',
      () => told(asked()).by(mara, { type: 'assign-duty', duty: 'database', person: 'kenji-sato' }),
      [...everyone.slice(4), ...everyone.slice(2, 4)],
    ],
  ])('%s', (_, tell, expected) => {
    expect(due(tell())).toEqual(expected)
  })

  it('is nobody while the run is stopped, and everybody again once it is resumed', () => {
    const story = told(asked())
    const runId = story.runId()
    story.by(mara, { type: 'abort-run', runId, reason: 'look first' })
    expect(due(story)).toEqual([])
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'aborted' })
    story.worker({ type: 'stop-run', runId }).by(mara, { type: 'resume-run', runId })
    expect(due(story)).toEqual(everyone)
  })

  it('is told again where nobody recorded what became of it, and says that it may be twice', () => {
    const story = intends(asked())
    expect(dueTo(story)).toEqual([`${tomas} slack, perhaps twice`, `${tomas} pagerduty`])
    told(story)
    expect(dueTo(story)).toEqual([`${tomas} pagerduty`])
    const attempts = story.state.requests[night.request(story).requestId]?.notices.map((one) => one.perhapsTwice)
    expect(attempts).toEqual([false, true])
  })

  it('is tried again after its wait, and says twice only where it may have arrived', () => {
    const story = fails(asked(), 1, 5_000)
    expect(dueTo(story)).toEqual([`${tomas} pagerduty`])
    story.at('02:46:11')
    expect(dueTo(story)).toEqual([`${tomas} slack`, `${tomas} pagerduty`])
    fails(story, 2, 1_000, true).at('02:46:13')
    expect(dueTo(story)[0]).toBe(`${tomas} slack, perhaps twice`)
  })

  it('is given up where it is refused, or after six tries, until somebody asks again', () => {
    expect(dueTo(fails(asked(), 1, null))).toEqual([`${tomas} pagerduty`])
    const story = asked()
    for (let attempt = 1; attempt <= 6; attempt += 1) fails(story, attempt, 0)
    expect(dueTo(story)).toEqual([`${tomas} pagerduty`])
    story.at('02:47:00').by(mara, { type: 'ask-again', ...notice(story, tomas, 'slack') })
    expect(dueTo(story)).toEqual([`${tomas} slack`, `${tomas} pagerduty`])
  })
})

describe('asking again', () => {
  const again = (story: IncidentStory, person = tomas) =>
    story.ask({ type: 'ask-again', ...notice(story, person, 'slack') }, commanding)

  it('is for one person and way, at most every 30 s, and only while they are waited for', () => {
    const story = told(asked())
    expect(again(story)).toMatchObject({ ok: false, refusal: { message: 'Asked less than 30 s ago; again in 30 s.' } })
    story.at('02:46:35')
    expect(again(story)).toMatchObject({ ok: true })
    story.by(mara, { type: 'ask-again', ...notice(story, tomas, 'slack') })
    expect(dueTo(story)).toEqual([`${tomas} slack`, `${tomas} pagerduty`])
    expect(again(story)).toMatchObject({ ok: false })
    expect(again(night.approvedOnce().at('02:50:00'))).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    expect(again(story, 'j-whitlock')).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
  })

  it('reaches somebody who refused, too', () => {
    const story = told(asked())
    const { requestId } = night.request(story)
    story.by(tomas, { type: 'refuse-approval', requestId, reason: 'wrong moment' })
    expect(dueTo(story)).toEqual([])
    story.at('02:46:40').by(mara, { type: 'ask-again', ...notice(story, tomas, 'slack') })
    expect(dueTo(story)).toEqual([`${tomas} slack`])
  })
})

it('is only the worker who says that somebody was told', () => {
  const story = asked()
  expect(story.ask({ type: 'intend-notice', ...notice(story, tomas, 'slack') }, commanding)).toMatchObject({
    ok: false,
  })
  expect(story.ask({ type: 'intend-notice', ...notice(story, tomas, 'slack') }, working)).toMatchObject({ ok: true })
})

it('is recorded once that somebody who is waited for has seen the request, and of nobody else', () => {
  const story = asked()
  const { requestId } = night.request(story)
  const sees = (person: string) =>
    story.ask({ type: 'see-approval', requestId }, { kind: 'person', person, account: person })
  expect(sees(mara)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } })
  story.by(tomas, { type: 'see-approval', requestId })
  expect(story.state.requests[requestId]?.seen[tomas]?.at).toBe('2026-11-19T02:46:05.000Z')
  expect(sees(tomas)).toMatchObject({ ok: false, refusal: { code: 'already-done' } })
})

describe('what is said', () => {
  const text = (story: IncidentStory, perhapsTwice = false) =>
    noticeText(story, night.request(story).requestId, { consoleUrl: 'https://console.test/', perhapsTwice })

  it('says which world, what is asked, until when, and where to answer', () => {
    const { title, lines } = text(asked())
    expect(title).toBe('LIVE INC-2041, Lab on this machine: your approval is asked for')
    expect(lines[0]).toBe('Promote Aurora in us-west-2 (S6, S7, S12). Incident: us-east-1 region failure.')
    expect(lines[1]).toBe('Nothing runs by this message. It expires at 03:01:05 UTC.')
    expect(lines.at(-1)).toMatch(/^Read what will run and answer: https:\/\/console\.test\/approvals\/i-2041-R1-A1-1$/)
  })

  it('says DRILL in a drill, that it asks again, and that it may be the same once more', () => {
    const story = told(night.asked('simulation')).at('02:46:40')
    story.by(mara, { type: 'ask-again', ...notice(story, tomas, 'slack') })
    const { title, lines } = text(story, true)
    expect(title).toBe('DRILL-2041, Lab on this machine: your approval is asked for, again')
    expect(lines).toContain('You may have had this message before: whether it arrived is not known.')
  })
})
