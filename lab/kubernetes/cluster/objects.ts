import { z } from 'zod'

/** The kinds served, as far as the cluster itself reads them; other fields are kept as the client wrote them. */
const Strings = z.record(z.string(), z.string())
const Count = z.int().min(0)
const Condition = z.looseObject({ type: z.string(), status: z.enum(['True', 'False', 'Unknown']) })

export const Metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.number().optional(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().optional(),
  labels: Strings.optional(),
  annotations: Strings.optional(),
})
export type Metadata = z.infer<typeof Metadata>

const Container = z.looseObject({
  name: z.string().min(1),
  image: z.string().min(1),
  env: z.array(z.looseObject({ name: z.string().min(1), value: z.string().optional() })).optional(),
})
const PodSpec = z.looseObject({ containers: z.array(Container).min(1), nodeName: z.string().optional() })
const Selector = z.looseObject({ matchLabels: Strings })
const Share = z.union([Count, z.string().regex(/^\d+%$/, 'must be a percentage such as "25%"')])

export const PodTemplate = z.looseObject({
  metadata: z.looseObject({ labels: Strings, annotations: Strings.optional() }),
  spec: PodSpec,
})
export type PodTemplate = z.infer<typeof PodTemplate>

export const Namespace = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: Metadata,
  spec: z.looseObject({}).optional(),
  status: z.looseObject({ phase: z.string() }),
})
export type Namespace = z.infer<typeof Namespace>

export const Node = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Node'),
  metadata: Metadata,
  spec: z.looseObject({ unschedulable: z.boolean().optional() }),
  status: z.looseObject({ conditions: z.array(Condition) }),
})
export type Node = z.infer<typeof Node>

export const Pod = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Pod'),
  metadata: Metadata,
  spec: PodSpec,
  status: z.looseObject({ phase: z.string(), conditions: z.array(Condition), startTime: z.string().optional() }),
})
export type Pod = z.infer<typeof Pod>

export const Deployment = z.looseObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: Metadata,
  spec: z.looseObject({
    replicas: Count,
    paused: z.boolean().optional(),
    selector: Selector,
    strategy: z.looseObject({
      type: z.enum(['RollingUpdate', 'Recreate']),
      rollingUpdate: z.looseObject({ maxSurge: Share, maxUnavailable: Share }).optional(),
    }),
    template: PodTemplate,
  }),
  status: z.looseObject({
    observedGeneration: z.number(),
    replicas: Count,
    updatedReplicas: Count,
    readyReplicas: Count,
    availableReplicas: Count,
    unavailableReplicas: Count,
    conditions: z.array(Condition),
  }),
})
export type Deployment = z.infer<typeof Deployment>

export const ReplicaSet = z.looseObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('ReplicaSet'),
  metadata: Metadata,
  spec: z.looseObject({ replicas: Count, selector: Selector, template: PodTemplate }),
  status: z.looseObject({ replicas: Count, readyReplicas: Count, availableReplicas: Count, observedGeneration: Count }),
})
export type ReplicaSet = z.infer<typeof ReplicaSet>

const ScaleDown = z.looseObject({
  selectPolicy: z.enum(['Max', 'Min', 'Disabled']).optional(),
  stabilizationWindowSeconds: z.int().min(0).max(3600).optional(),
})

export const HorizontalPodAutoscaler = z.looseObject({
  apiVersion: z.literal('autoscaling/v2'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata: Metadata,
  spec: z.looseObject({
    scaleTargetRef: z.looseObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
    minReplicas: z.int().min(1).default(1),
    maxReplicas: z.int().min(1),
    behavior: z.looseObject({ scaleDown: ScaleDown.optional() }).optional(),
  }),
  status: z.looseObject({ currentReplicas: Count, desiredReplicas: Count, conditions: z.array(Condition) }),
})
export type HorizontalPodAutoscaler = z.infer<typeof HorizontalPodAutoscaler>

export type KubeObject = Namespace | Node | Pod | Deployment | ReplicaSet | HorizontalPodAutoscaler
export type Kind = KubeObject['kind']
