import { expect, it } from 'vitest'
import { Mode } from './events/incident-events'
import { modeRefusal } from './mode-refusal'

const offered = (lab: boolean) => Mode.options.filter((mode) => modeRefusal(mode, { lab }) === null)

it('offers no mode that promises to touch less than its run would', () => {
  expect(offered(true)).toEqual(['live', 'simulation', 'real-failover-drill'])
  expect(offered(false)).toEqual(['live', 'real-failover-drill'])
})
