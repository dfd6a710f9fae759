import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'statuspage.createIncident',
      system: 'statuspage',
      parameters: {
        name: 'Checkout unavailable',
        status: 'identified',
        body: 'We know the cause.',
        componentIds: ['cmpcheckout'],
        componentStatus: 'major_outage',
      },
      change: { system: 'statuspage', operation: 'POST incidents' },
      effects: 1,
      undo: 'compensates',
    },
    {
      kind: 'statuspage.updateIncident',
      system: 'statuspage',
      parameters: { incidentId: '{incident}', status: 'monitoring', body: 'Service is back.' },
      change: { system: 'statuspage', operation: 'PATCH incidents/{id}' },
      effects: 1,
      undo: 'compensates',
      half: { act: { incidentId: '{incident}', status: 'monitoring', body: 'Other words.' } },
    },
  ],
  readings: [],
}
