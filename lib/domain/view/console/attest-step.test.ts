import { describe, expect, it } from 'vitest'
import type { StepAttestation } from '@/lib/domain/plan/schema/attestation'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentRun } from '@/lib/domain/run/state'
import { commander, momentWhen } from '@/lib/testing/every-state'
import { stepActions } from './run-actions'

const attest: StepAttestation = {
  statement: 'It was scaled by hand.',
  confirm: ['I scaled it.', 'I saw its pods.'],
  links: [{ title: 'Cluster', url: 'https://cluster.example' }],
}

/** The step in a person's hands, with what a plan may say of it. */
function handed(said: Partial<Step> = {}) {
  const { story, step: id } = momentWhen('step taken over')
  const input = story.input()
  const run = currentRun(input.state)
  const runbook = run === null ? null : runbookOf(input.plan, run.runbook)
  const plain = runbook?.steps.find((one) => one.id === id)
  if (run === null || runbook === null || plain === undefined) throw new Error('no step is in hand')
  const step: Step = { ...plain, ...said }
  const steps = runbook.steps.map((one) => (one.id === id ? step : one))
  const plan = {
    ...input.plan,
    runbooks: input.plan.runbooks.map((one) => (one.id === runbook.id ? { ...one, steps } : one)),
  }
  const action = stepActions(input, run, runbook, step, story.viewer(commander)).find(
    ({ verb }) => verb === 'attest-step',
  )
  const say = (statement: string) =>
    story.ask(
      { type: 'attest-step', runId: run.id, step: id, statement },
      { kind: 'person', person: commander, account: commander },
      { plan },
    )
  return { ask: action?.ask, step, say }
}

describe('a step done by hand is attested as a gate is', () => {
  it('with the sentences of the plan, what is read now and where to look', () => {
    const { ask, step } = handed({ attest })
    expect(ask).toMatchObject({
      subject: attest.statement,
      confirm: attest.confirm,
      links: attest.links,
      optional: true,
    })
    expect(ask?.rows.map(({ title }) => title)).toEqual(step.expect.map(({ title }) => title))
  })

  it('each sentence has to be said', () => {
    const { say } = handed({ attest })
    expect(say('I scaled it.')).toMatchObject({
      ok: false,
      refusal: { code: 'bad-input', missing: ['I saw its pods.'] },
    })
    expect(say('I scaled it. I saw  its pods. At once.')).toMatchObject({ ok: true })
  })

  it('without sentences, in words of one who did it, with what it was to do and what is read now', () => {
    const { ask, step, say } = handed()
    expect(ask).toMatchObject({ subject: step.purpose, confirm: [], optional: false })
    expect(ask?.rows).toHaveLength(step.expect.length)
    expect(say('Scaled it with kubectl.')).toMatchObject({ ok: true })
  })
})
