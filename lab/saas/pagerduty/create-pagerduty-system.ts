import type { Lab, LabSystem } from '../../core/contract'
import { checkoutAlert } from '../alerting/checkout-alert'
import { createEventsListener } from './events-listener'
import { initialPagerdutyState, openIncident, type PagerdutyState } from './pagerduty-state'
import { createRestListener } from './rest-listener'

/** The key under which Alertmanager's PagerDuty receiver opens the incident of the checkout alert. */
export const checkoutIncidentKey = 'orderflow-checkout'

/** Milliseconds at scale 1 between two looks at the alert. */
const watchInterval = 1000

/**
 * PagerDuty: the Events API v2 and the REST API over the same incidents. Secrets: routing key and API token. The
 * checkout alert pages here as well, once each time it fires; a person acknowledges it.
 */
export function createPagerdutySystem(lab: Lab): LabSystem {
  let state = initialPagerdutyState()
  const current = () => state
  let paged = false
  const page = () => {
    const alert = checkoutAlert(lab)
    const firing = alert?.state === 'firing'
    const open = state.incidents.some((one) => one.incident_key === checkoutIncidentKey && one.status !== 'resolved')
    if (firing && !paged && !open) {
      const { summary: title = checkoutIncidentKey } = alert.annotations
      const opened = {
        key: checkoutIncidentKey,
        title,
        urgency: 'high',
        by: 'alertmanager',
        details: undefined,
      } as const
      openIncident(state, opened, new Date(lab.clock.now()).toISOString())
    }
    paged = firing
  }
  const timer = setInterval(page, Math.max(50, lab.clock.scaled(watchInterval)))
  return {
    listeners: [createEventsListener(lab, current), createRestListener(lab, current)],
    snapshot: () => state,
    restore: (snapshot) => {
      state = snapshot as PagerdutyState
    },
    restoreConfiguration: (snapshot) => {
      const { routingKey, apiToken } = snapshot as PagerdutyState
      state = { ...state, routingKey, apiToken }
    },
    environment: () => ({
      files: {
        'secrets/pagerduty-routing-key': state.routingKey,
        'secrets/pagerduty-api-token': state.apiToken,
      },
      variables: {},
    }),
    close: async () => clearInterval(timer),
  }
}
