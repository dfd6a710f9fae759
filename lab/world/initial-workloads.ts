import type { LabConfig, WorkloadState } from '../core/contract'

/** Checkout as it stands before anything happens: full in the primary, a 30 % warm standby in the other region. */
export function initialWorkloads(config: LabConfig): WorkloadState[] {
  const checkout = { namespace: 'checkout', name: 'checkout-api', podsStartedAt: 0 }
  return [
    { ...checkout, region: config.primary, desired: 24, ready: 24, role: 'primary' },
    { ...checkout, region: config.standby, desired: 8, ready: 8, role: 'standby' },
  ]
}
