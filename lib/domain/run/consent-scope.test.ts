import { describe, expect, it } from 'vitest'
import { commanding } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approved, gatesOpen, gone, readable, request } from '@/lib/testing/region-failure'
import { requestFor } from './approval'
import { consentBasis } from './consent-basis'
import { coversAll } from './covering'
import { unknownLossAcceptance } from './loss-bound'
import { coveredStep, digestOf, resolveStep } from './resolve-step'
import { servingAcceptance } from './serving-doubt'
import { undoBar } from './undo-consent'

const scene = (story: IncidentStory) => {
  const run = story.state.runs.at(-1)
  const runbook = story.plan.runbooks.find(({ id }) => id === run?.runbook)
  const [rule] = runbook?.approvals ?? []
  if (run === undefined || runbook === undefined || rule === undefined) throw new Error('a run with a rule is told')
  return { run, runbook, rule }
}
const basis = (story: IncidentStory) => {
  const { run, runbook, rule } = scene(story)
  return consentBasis(story.state, run, runbook, rule)
}
const decides = (story: IncidentStory, kind: string, subject: string | null, runId: string | null = null) =>
  story.tell(
    [{ type: 'incident.decisionRecorded', payload: { kind, runId, subject, statement: 'so be it' } as never }],
    commanding,
  )

describe('what consent rests on', () => {
  it('names a skipped step that only GO waits for', () => {
    const { story } = momentWhen('arming')
    story.by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S3', reason: 'told by phone' })
    expect(basis(story).skipped).toEqual(['S3'])
  })

  it('names no word on a check that was said for a run before this one', () => {
    const again = momentWhen('armed again').story
    const old = again.copy()
    const first = old.state.runs[0]?.started.sequence ?? 0
    const said = { kind: 'override-gate', subject: 'region-failover/P5', statement: 'then', sequence: first + 1 }
    Object.assign(old, { state: { ...old.state, decisions: [{ ...said, runId: null, at: '', by: commanding }] } })
    expect(basis(old).gatesPassed).toBeUndefined()
    expect(basis(decides(again, 'override-gate', 'region-failover/P5')).gatesPassed).toMatchObject([{ gate: 'P5' }])
    const key = 'region-failover/P3'
    const attested = { [key]: { at: '', by: commanding, sequence: first + 1, statement: 'then', standsIn: true } }
    Object.assign(old, { state: { ...old.state, decisions: [], attested } })
    expect(basis(old).gatesPassed).toBeUndefined()
  })

  it('takes no acceptance of another run for one of its own', () => {
    const story = gatesOpen()
    const run = { ...scene(story).run, id: 'another' }
    decides(decides(story, 'accept-unknown-loss', null, story.runId()), 'accept-unknown-serving', null, story.runId())
    expect(unknownLossAcceptance(story.state, run)).toBeNull()
    expect(servingAcceptance(story.state, run)).toBeNull()
    expect(unknownLossAcceptance(story.state, scene(story).run)).toBe('so be it')
    expect(servingAcceptance(story.state, scene(story).run)).toBe('so be it')
  })
})

describe('what a request covers', () => {
  const content = (story: IncidentStory) => {
    const asked = story.state.requests[request(story).requestId]
    if (asked === undefined) throw new Error('it is asked for')
    return asked
  }

  it('is every step that would be asked for now, and each as it is to the last fraction', () => {
    const asked = content(approved())
    expect(coversAll(asked, asked.content)).toBe(true)
    const fewer = { content: { ...asked.content, steps: asked.content.steps.slice(1) } }
    expect(coversAll(fewer, asked.content)).toBe(false)
    const { run, runbook } = scene(approved())
    const [step] = runbook.steps
    if (step === undefined) throw new Error('the sample has steps')
    const resolved = resolveStep(approved().plan, approved().environment, approved().state, run, step)
    if (!resolved.ok) throw new Error(resolved.problem)
    const weighing = (weight: number) => {
      const commands = resolved.commands.map((command) => ({
        ...command,
        parameters: { ...command.parameters, weight },
      }))
      return digestOf(coveredStep(run, step, commands))
    }
    expect(weighing(0.5)).not.toBe(weighing(0.9))
  })

  it('is to act, where it is not to undo', () => {
    const story = gone().succeeds('S4').does('S6').grants('tomas-varga', [])
    const runId = story.runId()
    story.by('mara-okafor', { type: 'abort-run', runId, reason: 'x' }).worker({ type: 'stop-run', runId })
    story.by('mara-okafor', { type: 'roll-back-run', runId, reason: 'x' })
    expect(content(story).content.undo).toBe(true)
    expect(requestFor(story.state, scene(story).run, 'S6')?.content.undo).toBeUndefined()
  })

  it('is to the way back that was approved, and to no other', () => {
    const story = gone().succeeds('S4').does('S6')
    const { run, runbook } = scene(story)
    const fence = runbook.steps.find(({ id }) => id === 'S6')
    if (fence === undefined) throw new Error('the sample has a fence')
    const barred = (plan: IncidentStory['plan']) =>
      undoBar(story.state, run, runbook, fence, {
        plan,
        environment: story.environment,
        rolesOf: (who) => story.rolesOf(who),
        now: story.now(),
      })
    expect(barred(story.plan)).toBeNull()
    const request = requestFor(story.state, run, 'S6')
    const covered = request?.content.steps.find(({ step }) => step === 'S6')
    if (request === null || covered === undefined) throw new Error('S6 is covered')
    const other = { ...request.content, steps: [{ ...covered, rollback: 'Leave it closed.' }] }
    const requests = { ...story.state.requests, [request.id]: { ...request, content: other } }
    Object.assign(story, { state: { ...story.state, requests } })
    expect(barred(story.plan)).not.toBeNull()
  })

  it('leaves no destructive step out: without a rule for it there is no GO', () => {
    const story = readable(approved())
    const [runbook] = story.plan.runbooks
    if (runbook === undefined) throw new Error('the sample has one')
    const go = (plan: IncidentStory['plan']) =>
      story.ask({ type: 'give-go', runId: story.runId() }, commanding, { plan })
    expect(go(story.plan)).toMatchObject({ ok: true })
    const steps = runbook.steps.map((step) => (step.id === 'S10' ? { ...step, destructive: true } : step))
    expect(go({ ...story.plan, runbooks: [{ ...runbook, steps }] })).toMatchObject({
      refusal: { missing: expect.arrayContaining(['S10: no approval rule']) as string[] },
    })
  })
})
