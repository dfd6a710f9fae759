import { describe, expect, it } from 'vitest'
import { evidenceInput, evidenceView } from '@/lib/testing/evidence-input'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import type { Plan } from '../plan/schema/plan'
import { buildConsoleView } from './console/console-view'
import { backWords, notCovered } from './proven-words'
import { buildSponsorView } from './sponsor/sponsor-view'
import { sentenceAt } from './sponsor/sentence'

const { plan: sample } = frozenPlan()
const names = Array.from({ length: 14 }, (_, index) => `Part ${index + 1}`)

/** Fourteen services of one tier; the runbook's steps recover all but the last `missing`. */
function fourteen(missing: number): Plan {
  const services = names.map((title, index) => ({ id: `part-${index + 1}`, title, plainName: title, tier: 'T0' }))
  const recovers = services.slice(0, services.length - missing).map(({ id }) => id)
  return {
    ...sample,
    services,
    runbooks: sample.runbooks.map((runbook) => ({
      ...runbook,
      steps: runbook.steps.map((step) => (step.recovers === undefined ? step : { ...step, recovers })),
    })),
  }
}
const pages = (story: IncidentStory, missing: number) => {
  const input = { ...story.input(), plan: fourteen(missing) }
  const sponsor = buildSponsorView(input)
  const [headline] = sponsor.sentences
  return {
    doNow: buildConsoleView(input, story.viewer('mara-okafor')).doNow,
    sponsor,
    headline: headline === undefined ? '' : sentenceAt(headline, Date.parse(input.now)),
    evidence: evidenceView({ ...evidenceInput(story), plan: fourteen(missing) }),
  }
}
const ended = () => {
  const story = night.watched()
  story.by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S20', reason: 'watched elsewhere' })
  return story.worker({ type: 'complete-run', runId: story.runId() })
}

describe('the end of a run of which two of fourteen services no step recovers', () => {
  const left = 'Part 13 and Part 14 (T0)'

  it.each([
    ['while it watches', night.watched],
    ['once it is over', ended],
  ])('claims the twelve and says the two, %s', (_, tell) => {
    const { doNow, sponsor, headline, evidence } = pages(tell(), 2)
    expect(doNow.headline).toContain('Part 11 and Part 12 (T0) are back')
    expect(doNow.headline).not.toContain('Part 13')
    expect(doNow.detail).toContain(`Not covered by this runbook: ${left}.`)
    expect(headline).toMatch(/^Part 1, part 2 and 10 more are back\./)
    expect(sponsor.services[0]).toMatchObject({ word: 'back' })
    expect(sponsor.services[0]?.names).not.toContain('part 13')
    expect(sponsor.services.at(-1)).toMatchObject({
      names: 'Part 13, part 14',
      status: 'unknown',
      word: 'not covered by this move',
    })
    expect(evidence.notCovered).toBe(left)
    expect(evidence.tiers[0]?.services).toBe(names.slice(0, 12).join(', '))
  })

  it('claims the tier whole where every service of it is recovered', () => {
    const { doNow, sponsor, headline, evidence } = pages(ended(), 0)
    expect(doNow.headline).toMatch(/^Completed, with exceptions: T0 is back$/)
    expect(doNow.detail).not.toContain('Not covered')
    expect(headline).toMatch(/^Part 1, part 2 and 12 more are back\./)
    expect(sponsor.services.map(({ word }) => word)).not.toContain('not covered by this move')
    expect(evidence.notCovered).toBeNull()
  })

  it('says nothing is left out before a GO, when nothing is claimed', () => {
    expect(pages(night.approved(), 2).evidence.notCovered).toBeNull()
  })
})

describe('the words', () => {
  const [runbook] = sample.runbooks
  if (runbook === undefined) throw new Error('the sample plan has a runbook')

  it('name whole tiers by their number, and what is left tier by tier', () => {
    expect(backWords(sample, runbook, ['T0'])).toBe('T0 is back')
    expect(backWords(sample, null, ['T0', 'T1'])).toBe('T0 and T1 are back')
    expect(notCovered(sample, runbook)).toMatch(/^Order read API, Auth and Inventory \(T1\), Reporting, .* \(T3\)$/)
  })
})
