import { describe, expect, it } from 'vitest'
import { controlOf } from './palette-entries'

const control = (act: string, seen = true) => ({
  dataset: { act },
  // What is laid out stands in something.
  offsetParent: seen ? ({} as Element) : null,
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
