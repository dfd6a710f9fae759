import type { Lab, RegionName } from '../../core/contract'
import type { ObjectStore } from './object-store'
import type { Schedule } from './schedule'

/** What the controllers of one cluster work on. */
export interface ClusterContext {
  lab: Lab
  region: RegionName
  store: ObjectStore
  schedule: Schedule
}
