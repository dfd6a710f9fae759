import { defineSystem } from '../define-system'
import { annotate } from './annotate'
import { scale } from './scale'
import { patchAutoscaler } from './patch-autoscaler'
import { rollout } from './rollout'
import { deployment } from './deployment'
import { nodes } from './nodes'
import { annotation } from './annotation'
import { podReports } from './pod-reports'
import { KubernetesBinding } from './binding'

export const kubernetes = defineSystem({
  kind: 'kubernetes',
  binding: KubernetesBinding,
  example: {
    kind: 'kubernetes',
    cluster: 'usw2',
    region: 'us-west-2',
    server: 'https://usw2.k8s.example.com',
    token: 'file:usw2-token',
  },
  target: ({ region, server, token }) => ({ account: null, region, endpoint: server, identity: `token ${token}` }),
  actions: { annotate, scale, patchAutoscaler, rollout },
  readings: { deployment, nodes, annotation, podReports },
})
