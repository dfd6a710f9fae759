import { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { implement } from '../implement'
import { annotate } from './annotate'
import { scale } from './scale'
import { patchAutoscaler } from './patch-autoscaler'
import { rollout } from './rollout'
import { deployment } from './deployment'
import { nodes } from './nodes'
import { annotation } from './annotation'
import { podReports } from './pod-reports'

export const kubernetesExecutors = implement(kubernetes, {
  actions: { annotate, scale, patchAutoscaler, rollout },
  readings: { deployment, nodes, annotation, podReports },
  load: () => import('@kubernetes/client-node'),
})
