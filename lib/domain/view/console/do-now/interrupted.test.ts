import type { OpenHere } from '../../open-here'
import { describe, expect, it } from 'vitest'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import { barredBy, barredWords } from '../../boundary-barred'
import { buildConsoleView } from '../console-view'

/** The told moment as a drill, beside a live incident that was opened since. */
function drill(kind: StateKind) {
  const { story } = momentWhen(kind)
  const input = story.input()
  const state = { ...input.state, mode: 'simulation' as const }
  const { plan, environment, id } = state
  const real: OpenHere = {
    ...{ id: 'real', number: 3, mode: 'live', title: 'Checkout fails', status: 'declared', alert: null },
    ...{ planKey: plan.key, environment: environment.name, proposedAt: input.now },
  }
  const { doNow } = buildConsoleView({ ...input, state, nearby: [real] }, story.viewer('mara-okafor'))
  return { doNow, runId: story.runId(), id }
}

describe('a drill in the way of something real', () => {
  it.each(['arming', 'rolling back', 'undo running', 'undo failed'] as const)('offers the stop when %s', (kind) => {
    const { doNow, runId } = drill(kind)
    expect(doNow.detail).toContain(runId)
    expect(doNow.others[0]).toMatchObject({ verb: 'abort-run', disabledBecause: null })
  })

  it('says that aborting the rollback ends it, what frees a stopped one, and what only takes a moment', () => {
    expect(drill('rolling back').doNow.detail).toContain('abort it here to end it now, with the rest left as it is')
    expect(drill('stopped').doNow.detail).toContain('Undo it here; an abort meanwhile ends it')
    expect(drill('stopped, promotion in doubt').doNow.detail).not.toContain('Undo it here')
    expect(drill('rollback stopping').doNow.detail).toContain('then it ends by itself')
    expect(drill('rollback stopped').doNow.detail).toContain('Nothing of this drill bars it')
  })

  it('is named to the live incident with the act that frees it', () => {
    const incident = { id: 'drill', number: 1, title: 'A drill', mode: 'simulation', status: 'declared' }
    const words = (status: string) =>
      barredWords(barredBy({ boundary: 'b', runId: 'R-1', status, incident: { ...incident, environment: 'here' } }))
    expect(words('rolling-back')).toMatch(/R-1 is being undone.*Abort there ends it/)
    expect(words('going')).not.toContain('Abort there')
  })
})
