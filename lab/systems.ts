import { createAwsSystem } from './aws/create-aws-system'
import type { Lab, LabSystem } from './core/contract'
import { createKubernetesSystem } from './kubernetes/create-kubernetes-system'

export interface RegisteredSystem {
  /** The key of the system's state in the lab's state file. */
  name: string
  create(lab: Lab): LabSystem
}

/** The systems beside OrderFlow itself. A new one is one line here. */
export const registeredSystems: readonly RegisteredSystem[] = [
  { name: 'aws', create: createAwsSystem },
  { name: 'kubernetes', create: createKubernetesSystem },
]
