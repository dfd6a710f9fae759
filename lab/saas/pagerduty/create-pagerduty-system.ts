import type { Lab, LabSystem } from '../../core/contract'
import { createEventsListener } from './events-listener'
import { initialPagerdutyState, type PagerdutyState } from './pagerduty-state'
import { createRestListener } from './rest-listener'

/** PagerDuty: the Events API v2 and the REST API over the same incidents. Secrets: routing key and API token. */
export function createPagerdutySystem(lab: Lab): LabSystem {
  let state = initialPagerdutyState()
  const current = () => state
  return {
    listeners: [createEventsListener(lab, current), createRestListener(lab, current)],
    snapshot: () => state,
    restore: (snapshot) => {
      state = snapshot as PagerdutyState
    },
    environment: () => ({
      files: {
        'secrets/pagerduty-routing-key': state.routingKey,
        'secrets/pagerduty-api-token': state.apiToken,
      },
      variables: {},
    }),
  }
}
