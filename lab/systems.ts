import { createAwsSystem } from './aws/create-aws-system'
import type { Lab, LabSystem } from './core/contract'
import { createKubernetesSystem } from './kubernetes/create-kubernetes-system'
import { createAlertmanagerSystem } from './saas/alertmanager/create-alertmanager-system'
import { createPagerdutySystem } from './saas/pagerduty/create-pagerduty-system'
import { createPrometheusSystem } from './saas/prometheus/create-prometheus-system'
import { createSlackSystem } from './saas/slack/create-slack-system'
import { createStatuspageSystem } from './saas/statuspage/create-statuspage-system'

export interface RegisteredSystem {
  /** The key of the system's state in the lab's state file. */
  name: string
  create(lab: Lab): LabSystem
}

/** The systems beside OrderFlow itself. A new one is one line here. */
export const registeredSystems: readonly RegisteredSystem[] = [
  { name: 'aws', create: createAwsSystem },
  { name: 'kubernetes', create: createKubernetesSystem },
  { name: 'slack', create: createSlackSystem },
  { name: 'pagerduty', create: createPagerdutySystem },
  { name: 'statuspage', create: createStatuspageSystem },
  { name: 'prometheus', create: createPrometheusSystem },
  { name: 'alertmanager', create: createAlertmanagerSystem },
]
