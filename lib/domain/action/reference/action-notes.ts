import type { ParameterValue } from '../../plan/schema/primitives'

export interface ActionNote {
  kind: string
  /** An example a plan could write. */
  example: Record<string, ParameterValue>
  /** How it is known whether it was done, what a lost reply leaves, what undo does. */
  note: string
}

const panel = 'arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b2c'
const west = 'arn:aws:rds:us-west-2:123456789012:cluster:orders-usw2'

export const actionNotes: readonly ActionNote[] = [
  {
    kind: 'aws.rds.failoverGlobalCluster',
    example: { globalCluster: 'orders-global', target: west, allowDataLoss: true },
    note: `Asked of the region being promoted; a target elsewhere is refused unsent. Done when the target is the writer and FailoverState is empty; under way while FailoverState names the target; unknown while it names another. No undo: the way back is a later switchover.

**Remaining risk.** The API takes no client token. After a lost reply the console observes before anything else, and asks again only when the global cluster shows that nothing was accepted. If AWS accepted the first request but shows it only after that observation, a second request is sent. AWS documents a refusal while the global cluster is not in an available state (InvalidGlobalClusterStateFault), which should stop it. The console cannot close that window by itself, and it has not been tried on a real account.`,
  },
  {
    kind: 'aws.rds.switchoverGlobalCluster',
    example: { globalCluster: 'orders-global', target: 'arn:aws:rds:us-east-1:123456789012:cluster:orders-use1' },
    note: 'Asked of the present primary region, which must be healthy. Observed as a failover is. Undo is a switchover to the former writer, sent to the RDS system that the environment binds in the region that is then primary; it is done when the former writer has the role and nothing is under way. The API takes no client token: the same remaining risk as a failover, without the loss.',
  },
  {
    kind: 'aws.arc.updateRoutingControlStates',
    example: {
      controls: [
        { arn: `${panel}/routingcontrol/1111`, name: 'east', state: 'Off' },
        { arn: `${panel}/routingcontrol/2222`, name: 'west', state: 'On' },
      ],
    },
    note: 'All states change together or none. Endpoints are tried in random order; the next one is asked after a throttle, an outage or a lost reply, which is safe because setting a state twice sets the same state. A safety rule that refuses is a refusal. Done when every control has its state, partial when only some have. Undo sets the states seen before.',
  },
  {
    kind: 'kubernetes.annotate',
    example: {
      resource: 'namespace',
      names: ['checkout', 'payments'],
      annotations: { 'example.com/dr-freeze': 'INC-7' },
    },
    note: 'Objects that already carry the annotations are left alone. Partial while only some do. Undo puts back the former value of each, or removes it.',
  },
  {
    kind: 'kubernetes.scale',
    example: { targets: [{ namespace: 'checkout', deployment: 'checkout-api' }], replicas: 0 },
    note: 'Through the scale subresource. Under way until as many pods exist as asked for, partial while only some deployments are told. Undo sets the former replicas, and is done when as many pods exist. A deployment that an autoscaler owns is scaled through the autoscaler instead.',
  },
  {
    kind: 'kubernetes.patchAutoscaler',
    example: { namespace: 'checkout', name: 'checkout-api', minReplicas: 24, disableScaleDown: true },
    note: 'Whether the pods are ready is a matter of readings. Partial while only some of its fields are as asked for. Undo restores minimum, maximum and the whole scaling behavior.',
  },
  {
    kind: 'kubernetes.rollout',
    example: {
      targets: [{ namespace: 'checkout', deployment: 'checkout-api' }],
      env: { REGION_ROLE: 'primary' },
    },
    note: 'One patch of the pod template for each deployment, marked with the annotation `breakwater/attempt`: by it a rollout of this command is told from any other, and one that a person asked for again from the one before. Under way until every pod is of the new template, partial while only some deployments are told. Undo restores variables and annotations, by another rollout, and is done when that is. A variable that is set from a reference is refused beforehand, because it could not be restored.',
  },
  {
    kind: 'slack.postMessage',
    example: { channel: '#incidents-exec', text: 'We are moving checkout to us-west-2.', createChannel: true },
    note: "Slack takes no idempotency key: the message carries the command's key in its metadata (event type `breakwater_command`) and is looked for before it is posted, among the messages since its run began. The id of the channel is bound by the environment (`channels`), or looked up once. The token needs chat:write, channels:read and channels:history, groups:read and groups:history for private channels, channels:manage to make one. Undo posts one correction in the message's thread, shown in the channel.",
  },
  {
    kind: 'statuspage.createIncident',
    example: {
      name: 'Checkout unavailable',
      status: 'identified',
      body: 'We are moving service to another region.',
      componentIds: ['abc123'],
      componentStatus: 'major_outage',
    },
    note: "Found again by the command's key in its metadata, among the incidents since its run began, also where a person has resolved it: it is not opened twice. Undo resolves it with a note.",
  },
  {
    kind: 'statuspage.updateIncident',
    example: { incidentId: 'p31zjtct2jer', status: 'monitoring', body: 'Checkout is served from another region.' },
    note: "Done when the incident has the status and this update, partial when it has one of them. The update is known by the command's key in the incident's metadata (`breakwater_updates`), beside whatever else is there, or by its words, however they are escaped or spaced. Undo sets the former status with a note.",
  },
  {
    kind: 'pagerduty.addNote',
    example: { incidentId: 'PT4KHLK', text: 'A region failover is being prepared.' },
    note: "PagerDuty keeps no metadata: the note ends with the command's reference in brackets, by which it is found again. Undo adds one note of correction.",
  },
  {
    kind: 'pagerduty.resolve',
    example: { incidentId: 'PT4KHLK', text: 'Checkout is served from us-west-2.' },
    note: 'Done when the incident is resolved. No undo: PagerDuty cannot reopen an incident, and opening another one is for a person to decide.',
  },
  {
    kind: 'checkout.placeOrders',
    example: { path: '/orders', count: 3, sandbox: true },
    note: 'Each order carries the Idempotency-Key `RUN/STEP/COMMAND/n`, so that another try gives the same orders; a step that a person asked for again has keys of its own, `RUN/STEP/COMMAND/AGAIN/n`, and places new ones. This is what makes it safe, since orders cannot be looked up by key. Done when all are accepted; an order refused for now makes the whole command busy, and it is sent again. Undo leaves sandbox orders where they are and refuses real ones.',
  },
  {
    kind: 'console.scheduleFailback',
    example: { notBefore: '48h', window: '03:00-05:00 UTC' },
    note: 'Touches nothing outside: the date is recorded in the journal as an output. A failback is a run of its own.',
  },
  {
    kind: 'manual',
    example: {},
    note: "Never executed by a worker. A person follows the step's instructions and attests; the step's expectation still decides.",
  },
]

/** What a reader has to know of a kind of reading beyond its fields. */
export const readingNotes: Readonly<Record<string, string>> = {
  'aws.rds.globalCluster':
    "Status and instances are told by the target's own region alone, null elsewhere. `failoverState` is empty while nothing runs; a failover that only the status of the global cluster speaks of counts. A target that is in no global cluster, detached by hand for instance, is the writer where its own region says that it is available, writes and copies nobody; elsewhere it is unknown.",
  'store.heartbeatWrite':
    'Sends `{"probe": WORD}` with a new word each time. Accepted: 200 or 201 with `region` and the word. Not accepted: `sqlstate` or `rejected` with the word. Anything else is no answer.',
  'store.writeProbe':
    'Sends `{"probe": WORD}` with a new word each time, and counts only what the store or its gate says in answer to it: `{"probe": WORD}` with 200 or 201 is accepted, `{"rejected": WHY, "probe": WORD}` and `{"sqlstate": "25006", "probe": WORD}` with any other status are rejected. A bare 403 or 409, as a firewall, a mesh or an expired token gives it, is reached, not told: the reading is unknown and proves no fence.',
  'aws.cloudwatch.metric':
    'As old as the end of the newest period that has a sample. Metrics arrive late: give `maxAge` two periods and what CloudWatch needs to publish it, 4 min for a metric of Aurora with a period of 60 s, or it is always unknown on a real account.',
  'http.get':
    'Says what status came back, by whoever answered: a proxy counts. It is no proof of a fence, nor of a write.',
}
