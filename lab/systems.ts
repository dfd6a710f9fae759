import type { Lab, LabSystem } from './core/contract'

export interface RegisteredSystem {
  /** The key of the system's state in the lab's state file. */
  name: string
  create(lab: Lab): LabSystem
}

export const registeredSystems: readonly RegisteredSystem[] = []
