export interface OrderflowWorkload {
  namespace: string
  tier: string
  name: string
  /** Replicas at full strength, and on standby at 30 % of it. */
  full: number
  standby: number
}

export const orderflowWorkloads: readonly OrderflowWorkload[] = [
  { namespace: 'checkout', tier: 'T0', name: 'checkout-api', full: 24, standby: 8 },
  { namespace: 'payments', tier: 'T0', name: 'payments-api', full: 18, standby: 6 },
  { namespace: 'auth', tier: 'T1', name: 'auth-api', full: 9, standby: 3 },
  { namespace: 'orders', tier: 'T1', name: 'orders-read-api', full: 9, standby: 3 },
]
