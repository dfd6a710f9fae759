import type { RegionName } from '../../core/contract'

/** A switchover or failover from acceptance to completion. Kept in the state file, so a restarted lab finishes it. */
export interface Promotion {
  operation: string
  /** The region of the endpoint it was asked for at. */
  calledIn: RegionName
  planned: boolean
  from: RegionName
  to: RegionName
  status: 'pending' | 'failing-over' | 'switching-over' | 'cancelling'
  acceptedAt: number
  effectId: number
}

export interface RdsEvent {
  /** RDS-EVENT-nnnn without the prefix; DescribeEvents does not carry it, the lab's state file does. */
  id: string
  region: RegionName
  message: string
  at: number
}

export interface RdsState {
  promotion: Promotion | null
  /** The old primary of an unplanned failover, until it is rebuilt as a secondary. */
  resync: { region: RegionName; startedAt: number | null } | null
  /** When the global writer endpoint will have moved after the last promotion; null when it has. */
  endpointMove: { to: RegionName; from: RegionName; at: number } | null
  events: RdsEvent[]
}

export const initialRdsState = (): RdsState => ({ promotion: null, resync: null, endpointMove: null, events: [] })
