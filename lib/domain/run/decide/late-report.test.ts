import { expect, it } from 'vitest'
import { working } from '@/lib/testing/every-command'
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

it('a stop that was registered for a run which was superseded stops the one in its place', () => {
  const { story } = momentWhen('armed again')
  const [first, second] = story.state.runs
  expect(first?.status).toBe('superseded')
  const stop = { id: 'stop-1', runId: first?.id ?? '' }
  expect(unheardStops(story.state, [stop])).toEqual([{ ...stop, runId: second?.id }])
})
