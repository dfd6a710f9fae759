import type { Lab } from '../core/contract'
import type { KeptFaultBoard } from '../core/create-fault-board'
import type { OrderFlow } from './order-flow'

/** The lab as its own systems (world, checkout, control) see it; all others see the contract's `Lab` only. */
export interface OrderFlowLab extends Lab {
  world: OrderFlow
  faults: KeptFaultBoard
}
