import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'pagerduty.addNote',
      system: 'pagerduty',
      parameters: { incidentId: '{incident}', text: 'A region failover is being prepared.' },
      change: { system: 'pagerduty', operation: 'POST /incidents/{id}/notes' },
      effects: 1,
      undo: 'compensates',
    },
    {
      kind: 'pagerduty.resolve',
      system: 'pagerduty',
      parameters: { incidentId: '{incident}', text: 'Checkout is served from us-west-2.' },
      change: { system: 'pagerduty', operation: 'PUT /incidents/{id}' },
      effects: 1,
      undo: 'none',
    },
  ],
  readings: [],
}
