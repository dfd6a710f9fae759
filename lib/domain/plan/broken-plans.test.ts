import { describe, expect, it } from 'vitest'
import { ferryFile, ferryWith } from './fixtures/read-fixture'
import { parsePlan } from './parse-plan'
import { formatProblem } from './problem'

/** What is broken, the edit that breaks the ferry plan, and every line `plan check` then prints. */
const broken: [name: string, from: string, to: string, problems: string[]][] = [
  [
    'an unknown key',
    '        timeout: 5m',
    '        timeOut: 5m',
    ['94:9 timeout is missing: write a duration such as 90s', '107:9 unknown key timeOut: did you mean timeout?'],
  ],
  [
    'an unknown key at the top',
    'currency: EUR',
    'currency: EUR\nnotAttainable: true',
    [
      '9:1 unknown key notAttainable: write one of schema, key, title, description, owner, review, currency, regions, ...',
    ],
  ],
  [
    'a promise marked unattainable',
    'lagLimit: 2s }',
    'lagLimit: 2s, attainable: false }',
    ['16:68 unknown key attainable: write one of rto, rpo, clock, lagLimit'],
  ],
  [
    'text that is turned round',
    'currency: EUR',
    'currency: "\u202eRUE"',
    ['8:12 the character U+202E is not seen, but changes what the text is or how it reads: remove it'],
  ],
  [
    'the same written as an escape',
    'title: South writes',
    'title: "South \\u202eetirw"',
    ['106:22 the character U+202E is not seen, but changes what the text is or how it reads: remove it'],
  ],
  [
    'a comment that hides what it says',
    'currency: EUR',
    'currency: EUR # \u001b[2J checked',
    ['8:17 the character U+001B is not seen, but changes what the text is or how it reads: remove it'],
  ],
  [
    'a name that holds what nobody sees',
    'title: South writes',
    'title: South w\u200brites',
    ['106:29 the character U+200B is not seen, but changes what the text is or how it reads: remove it'],
  ],
  [
    'the same of a tag, written as an escape',
    'title: South writes',
    'title: "South w\\U000E0041rites"',
    ['106:22 the character U+E0041 is not seen, but changes what the text is or how it reads: remove it'],
  ],
  ['a missing unit', 'timeout: 30s', 'timeout: 30', ['89:18 timeout: unit missing: write 30s, 30m or 30h']],
  [
    'a unit nobody knows',
    'timeout: 30s',
    'timeout: 30 sec',
    ['89:18 timeout: not a duration: 30 sec; write a number and its unit, 250ms, 90s, 3m, 48h or 90d'],
  ],
  [
    'more approvers than the duties have holders',
    'duties: [engineer, purser], persons: 2',
    'duties: [engineer, purser], persons: 3',
    ['76:69 3 persons cannot approve under 2 duties: each duty has one holder'],
  ],
  ['a step without timeout', '        timeout: 30s\n', '', ['78:9 timeout is missing: write a duration such as 90s']],
  [
    'a step without expectation',
    '        expect:\n          - { title: South writes, reading: cluster.targetIsWriter, operator: is, value: true }\n',
    '',
    ['94:9 expect is missing'],
  ],
  [
    'an empty expectation',
    'expect:\n          - { title: South writes, reading: cluster.targetIsWriter, operator: is, value: true }',
    'expect: []',
    ['105:17 expect: a step needs an expectation'],
  ],
  [
    'a step without way back',
    '        wayBack: one-way\n',
    '',
    ['94:9 wayBack is missing: write one of none-needed, reversible, compensable, one-way'],
  ],
  [
    'a tier without objective',
    '    objectives: { rto: 15m, rpo: 10s, clock: impact, lagLimit: 2s }\n',
    '',
    ['14:5 objectives is missing'],
  ],
  [
    'an objective without its clock',
    'rpo: 10s, clock: impact',
    'rpo: 10s',
    ['16:5 clock is missing: write one of impact, declaration'],
  ],
  ['a wrong type', 'destructive: true', 'destructive: sometimes', ['112:22 destructive must be true or false']],
  [
    'a value nobody knows',
    'phase: prove',
    'phase: proof',
    ['116:16 phase: proof is not known, write one of declare, arm, go, recover, prove, after'],
  ],
  [
    'a duplicate key',
    '        phase: go',
    '        phase: go\n        phase: go',
    ['98:9 this key is written twice: keep one'],
  ],
  [
    'an alias',
    'with: { path: /status }',
    'with: { path: *p }',
    ['55:19 aliases are not allowed: write the value of *p here'],
  ],
  ['an anchor', 'title: Promote south', 'title: &t Promote south', ['95:19 anchors are not allowed: remove &t']],
  [
    'a tag',
    'title: Promote south',
    'title: !secret Promote south',
    ['95:16 tags are not allowed: write the plain value'],
  ],
  [
    'text that is no YAML',
    'currency: EUR',
    'currency: [EUR',
    ['9:1 not readable as YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  [
    'a second document',
    'currency: EUR',
    'currency: EUR\n---\nkey: other',
    ['9:1 one document a file: remove the second ---'],
  ],
  ['a dangling tier', 'tier: bronze }', 'tier: silver }', ['21:62 no tier silver: write one of gold, bronze']],
  [
    'a dangling region',
    '    to: south\n    replication',
    '    to: sud\n    replication',
    ['28:9 no region sud: write one of north, south, middle'],
  ],
  ['a dangling duty', 'duty: engineer', 'duty: enginer', ['99:15 no duty enginer: did you mean engineer?']],
  [
    'a dangling system',
    'system: db-south\n            with',
    'system: db-north\n            with',
    ['103:21 no system db-north: did you mean db-south?'],
  ],
  [
    'a dangling reading',
    'reading: cluster.failoverState',
    'reading: clusters.failoverState',
    ['73:76 no reading clusters: did you mean cluster?'],
  ],
  [
    'a dangling field',
    'reading: cluster.targetIsWriter',
    'reading: cluster.isWriter',
    ['106:45 aws.rds.globalCluster has no field isWriter: did you mean writer?'],
  ],
  ['a dangling step', 'after: [C1]', 'after: [C2]', ['100:17 no step C2: did you mean C1?']],
  ['a dangling gate step', 'bars: go, steps: [C1]', 'bars: go, steps: [C7]', ['74:50 no step C7: did you mean C1?']],
  [
    'a dangling approval step',
    'steps: [D1], duties',
    'steps: [D1, D2], duties',
    ['76:31 no step D2: did you mean D1?'],
  ],
  [
    'a dangling point of no return',
    'pointOfNoReturn: D1',
    'pointOfNoReturn: D9',
    ['71:22 no step D9: did you mean D1?'],
  ],
  [
    'a dangling runbook',
    'runbook: move-south }',
    'runbook: move-north }',
    ['33:102 no runbook move-north: did you mean move-south?'],
  ],
  [
    'a dangling boundary',
    '    to: south\n    promotionBoundary: seats',
    '    to: south\n    promotionBoundary: chairs',
    ['70:24 no link has the promotion boundary chairs: write seats'],
  ],
  [
    'a monitor that is none',
    'monitors: [probe]',
    'monitors: [pods]',
    ['17:27 pods is a kubernetes.deployment: a monitor is a reading of kind synthetic.monitor'],
  ],
  [
    'a cycle',
    'duty: captain\n        commands:\n          - action: statuspage.createIncident',
    'duty: captain\n        after: [E10]\n        commands:\n          - action: statuspage.createIncident',
    [
      '83:17 C1 is in phase arm and cannot wait for E10, which is in phase prove',
      '83:17 steps wait for each other in a circle: C1 -> D1 -> E10 -> C1',
    ],
  ],
  [
    'a step that waits for itself',
    'after: [C1]',
    'after: [C1, D1]',
    ['100:21 steps wait for each other in a circle: D1 -> D1'],
  ],
  [
    'an id twice',
    'id: E10',
    'id: D1',
    ['100:17 steps wait for each other in a circle: D1 -> D1', '113:13 there is a step D1 already: rename one'],
  ],
  [
    'an unknown action',
    'action: aws.rds.failoverGlobalCluster',
    'action: aws.rds.failover',
    [
      '102:21 no action of kind aws.rds.failover: write one of aws.rds.failoverGlobalCluster, aws.rds.switchoverGlobalCluster, aws.arc.updateRoutingControlStates, aws.route53.changeRecord, kubernetes.annotate, kubernetes.scale, kubernetes.patchAutoscaler, kubernetes.rollout, ...',
    ],
  ],
  [
    'an unknown kind of reading',
    'kind: synthetic.monitor',
    'kind: synthetic.monitors',
    ['53:11 no reading of kind synthetic.monitors: did you mean synthetic.monitor?'],
  ],
  [
    'an unknown kind of system',
    'kind: statuspage }',
    'kind: statuspages }',
    ['41:25 no system of kind statuspages: did you mean statuspage?'],
  ],
  [
    'a system of another kind',
    'system: status\n            with: { name',
    'system: pages\n            with: { name',
    ['85:21 statuspage.createIncident needs a system of kind statuspage, pages is kubernetes'],
  ],
  [
    'a parameter too many',
    'allowDataLoss: true }',
    'allowDataLoss: true, force: true }',
    ['104:111 unknown key force: write one of globalCluster, target, allowDataLoss'],
  ],
  ['a parameter missing', ', allowDataLoss: true }', ' }', ['104:13 allowDataLoss is missing: write true']],
  [
    'a parameter of the wrong type',
    "target: '${names.south-cluster}', allow",
    'target: 7, allow',
    ['104:64 target must be text'],
  ],
  [
    'a reference that is none',
    '${regions.south.region}',
    '${regions.south.name}',
    [
      '86:62 ${regions.south.name} is not a reference: write ${names.x}, ${regions.x.region}, ${regions.x.account}, ${steps.S1.outputs.x}, ${incident.id}, ${incident.title}, ${incident.number}, ${incident.pagerduty} or ${impact.at}',
    ],
  ],
  [
    'a reference to an unknown region',
    '${regions.south.region}',
    '${regions.sout.region}',
    ['86:62 ${regions.sout.region}: no region sout, did you mean south?'],
  ],
  [
    'an output nobody gives',
    'outputs.incidentId',
    'outputs.pageId',
    ['122:33 ${steps.C1.outputs.pageId}: C1 gives no pageId, write incidentId'],
  ],
  [
    'an output of a step not waited for',
    'after: [D1, C1]',
    'after: []',
    ['122:33 ${steps.C1.outputs.incidentId}: E10 does not come after C1, add C1 to its after'],
  ],
  [
    'an output outside a step',
    'with: { path: /status }',
    "with: { path: '/${steps.C9.outputs.incidentId}' }",
    [
      '55:19 ${steps.C9.outputs.incidentId}: no step C9, did you mean C1?',
      '88:46 ${steps.C9.outputs.incidentId}: no step C9, did you mean C1?',
      '124:46 ${steps.C9.outputs.incidentId}: no step C9, did you mean C1?',
    ],
  ],
  [
    'an operator that does not fit',
    'reading: probe.total, operator: above, value: 0',
    'reading: probe.ok, operator: above, value: 0',
    ['88:66 above does not fit probe.ok, a flag (true or false): write is, is-not, empty, not-empty'],
  ],
  [
    'a value that does not fit',
    'reading: probe.total, operator: above, value: 0',
    'reading: probe.total, operator: above, value: many',
    ['88:83 probe.total is a number, many is a text'],
  ],
  ['a value too many', 'operator: empty }', 'operator: empty, value: 1 }', ['73:123 empty takes no value: remove it']],
  [
    'a way back that promises too much',
    'wayBack: one-way',
    'wayBack: reversible',
    [
      '71:22 D1 is reversible: the point of no return is a one-way step',
      '109:18 aws.rds.failoverGlobalCluster is one-way at best, reversible promises too much',
    ],
  ],
  [
    'a point of no return that may stay unproven',
    '        wayBack: one-way\n',
    '        wayBack: one-way\n        unproven: { after: 10s, acceptedBy: master, consequence: Nobody knows. }\n',
    [
      '110:19 D1 is the point of no return, which nobody accepts unproven: remove it. Without proof two persons say what became of D1',
    ],
  ],
  [
    'a one-way step that is not destructive',
    '        destructive: true\n',
    '',
    ['109:18 D1 is one-way: write destructive: true, so that it needs an approval'],
  ],
  [
    'a destructive step no rule covers',
    'steps: [D1], duties',
    'steps: [C1], duties',
    ['112:22 D1 is destructive: add it to the steps of an approval rule'],
  ],
  [
    'a one-way step before GO',
    'phase: go',
    'phase: arm',
    ['97:16 D1 is one-way: it needs phase go or later, nothing before GO may be'],
  ],
  [
    'phases against their order',
    'phase: prove',
    'phase: declare',
    [
      '118:17 E10 is in phase declare and cannot wait for D1, which is in phase go',
      '118:21 E10 is in phase declare and cannot wait for C1, which is in phase arm',
    ],
  ],
  [
    'an approval by the commander',
    'duties: [engineer, purser]',
    'duties: [engineer, captain]',
    ["76:51 captain is a duty of role commander: only approvers' duties can approve"],
  ],
  [
    'a reading that is old before it is taken again',
    'every: 5s\n    maxAge: 20s',
    'every: 5s\n    maxAge: 2s',
    ['50:13 maxAge must be longer than every, 5s'],
  ],
  ['an approval by one person', 'persons: 2', 'persons: 1', ['76:69 persons must be at least 2']],
  [
    'a gate that asks for nothing',
    'bars: go, steps: [C1] }',
    'bars: go }',
    ['74:9 G2 asks for nothing: give it check, steps or attest'],
  ],
  [
    'a gate that could never open',
    'bars: go, steps: [C1] }',
    'bars: go, steps: [E10] }',
    ['74:50 G2 bars go and waits for E10, which is in phase prove: it could never open'],
  ],
  [
    'a tier proven without monitors',
    'proves: [gold]',
    'proves: [gold, bronze]',
    ['130:24 bronze cannot be proven: give the tier monitors under outside'],
  ],
  [
    'a timeout inside its hold',
    'timeout: 2m',
    'timeout: 20s',
    ['125:18 timeout must be longer than the longest hold, 30s'],
  ],
]

describe('plan check', () => {
  it('finds nothing wrong with the plan the broken ones are made of', () => {
    expect(parsePlan([ferryFile('plan.yaml')]).problems).toEqual([])
  })

  it.each(broken)('refuses %s, at its place', (_name, from, to, problems) => {
    const parsed = parsePlan([ferryWith(from, to)])
    expect(parsed.problems.map(formatProblem)).toEqual(problems.map((problem) => `plan.yaml:${problem}`))
    expect(parsed.plan).toBeNull()
  })
})
