import type { Environment } from '../../plan/schema/environment'
import { Mode } from '../../run/events/incident-events'
import { modeRefusal } from '../../run/mode-refusal'

export interface ModeChoice {
  mode: Mode
  title: string
  /** What it means for what is touched, and for what its numbers prove. */
  meaning: string
}

/** Where an incident can be opened by hand: a plan in one of its environments. */
export interface ProposePlace {
  planKey: string
  planTitle: string
  environment: string
  environmentTitle: string
  modes: readonly ModeChoice[]
}

const choices: Readonly<Record<Mode, Omit<ModeChoice, 'mode'>>> = {
  live: { title: 'Live', meaning: 'Something is wrong, or may be. What runs, runs for real.' },
  tabletop: { title: 'Tabletop', meaning: 'Talked through. Proves that people know their part.' },
  simulation: { title: 'Simulation', meaning: 'Against simulated systems. Proves the order of the steps.' },
  switchover: { title: 'Switchover', meaning: 'Planned, with both sides healthy. Loses nothing by construction.' },
  'clone-failover': { title: 'Clone failover', meaning: 'A real failover of an isolated copy.' },
  'real-failover-drill': { title: 'Real failover drill', meaning: 'The real failover, on an appointed day.' },
}

/** The modes an incident may have in an environment, live first. */
export function modesOf(environment: Pick<Environment, 'lab'>): ModeChoice[] {
  return Mode.options
    .filter((mode) => modeRefusal(mode, environment) === null)
    .map((mode) => ({ mode, ...choices[mode] }))
}
