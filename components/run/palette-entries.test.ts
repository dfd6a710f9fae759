import { describe, expect, it } from 'vitest'
import { commander, momentWhen } from '@/lib/testing/every-state'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import { controlOf, paletteEntries } from './palette-entries'

const control = (act: string, seen = true) => ({
  dataset: { act },
  // What is laid out stands in something.
  offsetParent: seen ? ({} as Element) : null,
})

describe('what the palette finds', () => {
  it('is everything that can be pressed in sight: also what belongs to the chosen row, and each once', () => {
    const { story } = momentWhen('arming')
    const view = buildConsoleView(story.input(), story.viewer(commander))
    const labels = (selected: string | null) =>
      paletteEntries(view, { selected, choose: () => undefined, go: () => undefined })
        .filter(({ key }) => key.startsWith('do '))
        .map(({ label }) => label)
    expect(labels(null)).not.toContain('Skip S4')
    expect(labels('step:S4')).toContain('Skip S4')
    expect(new Set(labels('step:S4')).size).toBe(labels('step:S4').length)
  })
})

describe('an act that is chosen by name', () => {
  it('presses the control of that act, not of one whose words begin alike', () => {
    const [twelve, one] = [control('retry-S12-1'), control('retry-S1-1')]
    expect(controlOf('retry-S1-1', [twelve, one])).toBe(one)
  })

  it('presses one that is to be seen, and none where there is none', () => {
    const [hidden, shown] = [control('abort', false), control('abort')]
    expect(controlOf('abort', [hidden, shown])).toBe(shown)
    expect(controlOf('abort', [hidden])).toBeUndefined()
  })
})
