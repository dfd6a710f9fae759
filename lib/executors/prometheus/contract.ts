import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [],
  readings: [
    [
      'prometheus.query',
      'prometheus',
      { query: 'orderflow:checkout_request_share{region="us-east-1"}' },
      { value: 1, samples: 1 },
    ],
  ],
}
