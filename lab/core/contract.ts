/**
 * The seams of the lab. Every system of the lab (RDS, ARC, Kubernetes, Slack, ...) is a `LabSystem` that sees
 * the others only through the `Lab` it is given: clock, effect log, fault board and the simulated OrderFlow world.
 * Nothing under lab/ imports anything outside lab/.
 */

export type RegionName = string

/** Wall clock of the lab. Service times are divided by `timeScale`; nothing else is. */
export interface LabClock {
  /** Milliseconds since the epoch, real time. */
  now(): number
  readonly timeScale: number
  /** A configured service time in milliseconds, divided by the time scale. */
  scaled(milliseconds: number): number
  /** Resolves after `scaled(milliseconds)`. */
  wait(milliseconds: number): Promise<void>
}

/** One state-changing request as it reached a target, and when its effect was complete. Persisted as a JSON line. */
export interface Effect {
  id: number
  system: string
  region: RegionName | null
  operation: string
  /** The identifier the target gave the request, the one its reply carries. */
  requestId: string
  /** What was changed: an ARN, `namespace/name`, a channel, ... Two equal `operation` + `target` are a double effect. */
  target: string
  parameters: Record<string, unknown>
  /** 'accepted' changes state; 'refused' is a documented fault of the target; 'no-change' found the state already there. */
  outcome: 'accepted' | 'refused' | 'no-change'
  fault: string | null
  receivedAt: number
  /** When the effect was complete in the world; null while it is in progress. `settledAt - receivedAt` is the service time. */
  settledAt: number | null
}

export interface EffectLog {
  record(effect: Omit<Effect, 'id' | 'settledAt'> & { settledAt?: number | null }): Effect
  settle(id: number): void
  all(): readonly Effect[]
}

export type FaultKind = 'deny' | 'throttle' | 'slow' | 'reply-lost' | 'stuck'

/** A fault that stands until healed or used up. Regions being dark or cut off are not faults of a system: see World. */
export interface Fault {
  id: string
  kind: FaultKind
  /** A system name, or '*' . */
  system: string
  region: RegionName | '*'
  /** An operation name (`FailoverGlobalCluster`, `PATCH deployments`, `chat.postMessage`), or '*'. */
  operation: string
  /** How many matching requests it still hits; null for all. */
  remaining: number | null
  delayMilliseconds: number
}

export interface FaultBoard {
  /** The fault of this kind that hits this request, used once by the call; undefined when none stands. */
  take(kind: FaultKind, system: string, region: RegionName | null, operation: string): Fault | undefined
  add(fault: Omit<Fault, 'id'>): Fault
  clear(): void
  all(): readonly Fault[]
}

/**
 * How the outside world reaches a region.
 * dark-reset: connections to anything in it are reset. dark-hang: they are accepted and never answered.
 * cut-off: its management APIs (Kubernetes, RDS) do not answer and replication stops, public checkout fails,
 * but the region lives: private customers still place orders in it, and its write gate still answers.
 */
export type Reachability = 'ok' | 'dark-reset' | 'dark-hang' | 'cut-off'

export interface WorkloadState {
  region: RegionName
  namespace: string
  name: string
  desired: number
  ready: number
  /** When the pods now serving were started: pods older than the last promotion still hold pools to the old writer. */
  podsStartedAt: number
  /** The region role the pods were started with: the ORDERFLOW_REGION_ROLE environment of the pod template. */
  role: 'primary' | 'standby'
}

/** The simulated OrderFlow: stores, workloads, traffic and customers. Written by systems, read by everyone. */
export interface World {
  regions(): readonly RegionName[]
  reachability(region: RegionName): Reachability
  setReachability(region: RegionName, reachability: Reachability): void

  /** The orders store (Aurora global database): the region whose cluster is the writer. */
  writer(): RegionName
  /** Regions whose store currently takes writes: more than one is split brain. */
  storesTakingWrites(): readonly RegionName[]
  /**
   * Makes `region` the writer. Unplanned: every write not yet replicated to it is lost, and a living old writer
   * keeps taking writes unless its gate is closed. Planned: waits for replication first and loses nothing.
   */
  promote(region: RegionName, options: { planned: boolean }): Promise<void>
  /** Replication lag in milliseconds of the standby store; null while no standby replicates. */
  replicationLagMilliseconds(): number | null
  setReplicationLag(milliseconds: number): void

  /** The write gate in front of a region's store: closed gates reject every write. Driven by ARC gating controls. */
  setWriteGate(region: RegionName, closed: boolean): void
  writeGateClosed(region: RegionName): boolean
  /** Whether public DNS answers with this region; takes effect after the configured propagation time. Driven by ARC. */
  setTraffic(region: RegionName, on: boolean): Promise<void>

  /** When this region's store last became the writer by a promotion; null when it never did. Older pods hold old pools. */
  lastPromotedAt(region: RegionName): number | null

  setWorkload(state: WorkloadState): void
  workload(region: RegionName, namespace: string, name: string): WorkloadState | undefined

  /** Share of successful public checkout requests served by each region over the lab's Prometheus window; null without requests. */
  trafficShare(region: RegionName): number | null
  /** Error ratio 0..1 of public checkout over the window; null without requests. */
  checkoutErrorRatio(): number | null
  /** When public checkout began to fail, and is still failing; null while it works. */
  checkoutFailingSince(): number | null
}

export interface Lab {
  config: LabConfig
  clock: LabClock
  effects: EffectLog
  faults: FaultBoard
  world: World
}

/** All service times are milliseconds at scale 1. */
export interface LabConfig {
  /** Where the lab keeps its state file, effect log, kubeconfig and credentials. */
  dataDirectory: string
  timeScale: number
  primary: RegionName
  standby: RegionName
  accountId: string
  /** A fixed port per listener name; absent or busy ones get a free port. */
  ports: Record<string, number>
  serviceTimes: Record<string, number>
  /** Orders per second that customers place while checkout works. */
  ordersPerSecond: number
  /** Share 0..1 of customers on a private link to the primary region: they still reach it when it is cut off. Default 0.1. */
  privateShare?: number
  /** What one ready checkout pod takes; the rest of the load fails. Unlimited when absent. */
  ordersPerPodPerSecond?: number
}

export interface LabRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
  /** Fires when the client goes away. */
  signal: AbortSignal
}

export interface LabReply {
  status: number
  headers?: Record<string, string>
  /** Objects are sent as JSON. */
  body?: string | Buffer | object
  /** For long replies (Kubernetes watch): writes until it resolves. */
  stream?: (write: (chunk: string) => void) => Promise<void>
}

/** One listener of the lab on 127.0.0.1. The server applies region reachability and faults around `handle`. */
export interface LabListener {
  /** Unique: `aws.us-east-1`, `arc.1`, `kubernetes.us-west-2`, `slack`, `checkout.us-west-2`, `witness`, ... */
  name: string
  system: string
  /** The region that must be reachable for this listener to answer; null for one outside both regions. */
  region: RegionName | null
  /** True for a management API, which a cut-off region does not answer either. */
  management: boolean
  /** True for what stands outside OrderFlow (control, witness): no fault hits it, not even one of system '*'. */
  immune?: boolean
  /** The operation's name, for faults and the effect log. */
  operation(request: LabRequest): string
  handle(request: LabRequest): Promise<LabReply>
  /**
   * The listener this request is really for, when one port serves several systems or regions. Reachability, faults,
   * `operation`, `refuse` and `handle` are then those of the returned listener; undefined means this one.
   */
  route?(request: LabRequest): LabListener | undefined
  /** The reply to a request hit by a 'deny' or 'throttle' fault, in the system's own shape; the system records it if it
   * would have changed state. Without it: a plain JSON 403, or 429 with Retry-After. */
  refuse?(request: LabRequest, kind: 'deny' | 'throttle'): LabReply | Promise<LabReply>
}

/** What one system contributes. */
export interface LabSystem {
  listeners: LabListener[]
  /** State to keep in the lab's state file, under the system's name. */
  snapshot?(): unknown
  restore?(snapshot: unknown): void
  /**
   * On a reset of the lab: takes over from an earlier snapshot what is configuration and not world, such as credentials
   * and who is notified, so that clients and receivers go on working.
   */
  restoreConfiguration?(snapshot: unknown): void
  /** Files the lab writes into its data directory at start (kubeconfig, credentials), and lines for `lab env`. */
  environment?(addresses: Record<string, string>): { files: Record<string, string>; variables: Record<string, string> }
  /** Timers stop here. */
  close?(): Promise<void>
}
