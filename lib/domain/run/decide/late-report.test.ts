import { expect, it } from 'vitest'
import { proposalOf, working } from '@/lib/testing/every-command'
import { gone } from '@/lib/testing/region-failure'
import { momentWhen } from '@/lib/testing/every-state'
import { unheardStops } from '../stop-register'

it('a refusal that comes late unsays nothing that was seen of the command', () => {
  const story = gone().succeeds('S4').does('S6').starts('S7')
  const at = { ...story.attempt('S7'), command: 0 }
  const seen = { effect: 'partial', facts: {}, outputs: {}, detail: 'half of it', final: true } as const
  story.worker({ type: 'doubt-command', ...at, reason: 'no reply' }).worker({ type: 'observe-command', ...at, ...seen })
  story.by('mara-okafor', { type: 'take-over-step', runId: story.runId(), step: 'S7', reason: 'x' })
  const refused = { type: 'refuse-command', ...at, code: 'x', message: 'x', requestId: 'r', busy: false } as const
  expect(story.ask(refused, working)).toMatchObject({ ok: false })
  const accepted = { type: 'accept-command', ...at, requestId: 'r', facts: {}, outputs: {} } as const
  expect(story.ask(accepted, working)).toMatchObject({ ok: true })
})

it('what a target answers is on record also once two persons have given the run up', () => {
  const { story } = momentWhen('stopped, promotion in doubt')
  const attempt = { ...story.attempt('S7'), command: 0 }
  story.at('02:58:00').by('mara-okafor', { type: 'abandon-run', runId: story.runId(), reason: 'nobody knows' })
  story.by('kenji-sato', { type: 'agree-proposal', ...proposalOf(story) })
  expect(story.state.runs[0]?.status).toBe('abandoned')
  story.worker({ type: 'accept-command', ...attempt, requestId: 'rds-1', facts: {}, outputs: {} })
  expect(story.state.runs[0]).toMatchObject({
    status: 'abandoned',
    pointOfNoReturn: { step: 'S7', requestId: 'rds-1' },
  })
  expect(story.events.at(-2)).toMatchObject({ type: 'step.answeredLate', payload: { accepted: true } })
  const again = { type: 'accept-command', ...attempt, requestId: 'rds-1', facts: {}, outputs: {} } as const
  expect(story.ask(again, working)).toMatchObject({ ok: false })
  expect(story.ask({ type: 'fail-step', ...story.attempt('S7'), code: 'x', message: 'x' }, working)).toMatchObject({
    ok: false,
  })
})

it('a stop that was registered for a run which was superseded stops the one in its place', () => {
  const { story } = momentWhen('armed again')
  const [first, second] = story.state.runs
  expect(first?.status).toBe('superseded')
  const stop = { id: 'stop-1', runId: first?.id ?? '' }
  expect(unheardStops(story.state, [stop])).toEqual([{ ...stop, runId: second?.id }])
})
