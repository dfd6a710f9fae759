import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { armed, promoting } from '@/lib/testing/region-failure'
import { buildConsoleView } from '../view/console/console-view'
import { tiersNow } from './tier-now'

const mara = 'mara-okafor'
const reason = 'metrics and monitors are gone: three of us placed orders by phone'

/** What cannot be read is said instead: the step times out, and whoever commands goes on with a reason on the record. */
function onPeoplesWord(story: IncidentStory, step: string): void {
  story.starts(step).accepts(step)
  story.worker({ type: 'fail-step', ...story.attempt(step), code: 'timeout', message: 'not proven in time' })
  const offered = buildConsoleView(story.input(), story.viewer(mara)).doNow
  const verbs = [offered.primary, ...offered.others].flatMap((action) =>
    action === null || action.disabledBecause !== null ? [] : [action.verb],
  )
  expect(verbs, `${step} offers a way on`).toContain('skip-step')
  story.by(mara, { type: 'skip-step', runId: story.runId(), step, reason })
}

/** Metrics, monitors and witness are silent from the moment it is armed; PagerDuty, far away, still answers. */
function armedInTheDark(): IncidentStory {
  const story = armed()
  for (const id of Object.keys(story.readings)) story.cannotRead(id, 'no reply')
  for (const { id: gate, check } of story.plan.runbooks[0]?.gates ?? []) {
    if (check.length === 0 || gate === 'P1') continue
    const judged = { gate, verdict: 'unknown' as const, readings: [], reason: 'no reply' }
    story.worker({ type: 'judge-gate', runbook: 'region-failover', ...judged })
  }
  return story
}

describe('a run whose monitors and metrics are gone', () => {
  it('comes to GO by what people say on the record, each offered to them', () => {
    const story = armedInTheDark()
    story.worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'not proven in time' })
    story.by(mara, { type: 'skip-step', runId: story.runId(), step: 'S4', reason })
    const pressed: string[] = []
    for (let press = 0; press < 30 && story.state.runs[0]?.go === null; press += 1) {
      const { primary } = buildConsoleView(story.input(), story.viewer(mara)).doNow
      if (primary === null || primary.disabledBecause !== null) break
      pressed.push(primary.verb)
      const { ask } = primary
      const said = ask?.field == null ? {} : { [ask.field]: [...ask.confirm, reason].join(' ') }
      story.by(mara, { ...primary.input, ...said, type: primary.verb } as never)
      if (primary.verb !== 'request-approval') continue
      for (const who of ['tomas-varga', 'ines-duarte']) {
        const { id: requestId = '', digest = '' } = Object.values(story.state.requests).at(-1) ?? {}
        story.by(who, { type: 'give-approval', requestId, digest })
      }
    }
    expect(story.state.runs[0]?.go, pressed.join(', ')).not.toBeNull()
    expect(pressed.filter((verb) => verb === 'attest-gate').length).toBeGreaterThanOrEqual(3)
  })

  it('goes on to its end by what people say on the record, and its recovery stays provisional', () => {
    const story = promoting().at('02:48:41').succeeds('S7')
    for (const id of Object.keys(story.readings)) story.cannotRead(id, 'no reply')
    onPeoplesWord(story, 'S10')
    story.worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'not proven in time' })
    story.by(mara, { type: 'skip-step', runId: story.runId(), step: 'S4', reason })
    onPeoplesWord(story, 'S11')
    // Nobody waives this alone: what was approved is void with each word, and two people approve the traffic anew.
    const ask = { type: 'request-approval', runId: story.runId(), rule: 'A1' } as const
    story.by(mara, ask)
    for (const who of ['tomas-varga', 'ines-duarte']) {
      const { id: requestId = '', digest = '' } = Object.values(story.state.requests).at(-1) ?? {}
      story.by(who, { type: 'give-approval', requestId, digest })
    }
    for (const step of ['S12', 'S13', 'S19', 'S20', 'S21']) onPeoplesWord(story, step)
    story.worker({ type: 'complete-run', runId: story.runId() })
    expect(story.state.runs.at(-1)?.ended?.outcome).toBe('completed-with-exceptions')
    const tier = tiersNow(story.state, story.plan, story.readings, story.now()).find((one) => one.tier === 'T0')
    expect(tier?.is, 'no word makes a tier recovered').not.toBe('back')
    expect(story.state.tiers['T0']?.outages.at(-1)?.recovered ?? null).toBeNull()
    story.by(mara, { type: 'close-incident', reason })
    expect(story.state.status).toBe('closed')
  })
})
