import type { Contract } from '../check/contract'

const hostedZone = 'Z04417250RDERFLOWLAB'
const payWest = { hostedZone, name: 'pay.orderflow.example', type: 'CNAME', setIdentifier: 'usw2' }

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'aws.route53.changeRecord',
      system: 'dns',
      parameters: { ...payWest, weight: 100, ttl: 30, values: ['pay-usw2.orderflow.example'] },
      change: { system: 'route53', operation: 'ChangeResourceRecordSets' },
      effects: 1,
      undo: 'restores',
    },
  ],
  systems: (addresses) => ({
    dns: {
      kind: 'aws.route53',
      account: '447120938856',
      endpoint: addresses.route53,
      credentials: {
        accessKeyId: 'file:aws-access-key-id',
        secretAccessKey: 'file:aws-secret-access-key',
        role: 'arn:aws:iam::447120938856:role/dr-traffic',
        sts: { region: 'us-west-2', endpoint: addresses['aws.us-west-2'] },
      },
    },
  }),
  readings: [
    ['aws.route53.record', 'dns', payWest, { exists: true, values: 'pay-usw2.orderflow.example', ttl: 30, weight: 0 }],
    [
      'aws.route53.record',
      'dns',
      { hostedZone, name: '*.orderflow.example', type: 'A' },
      { exists: true, values: '203.0.113.80, 203.0.113.81', alias: '' },
    ],
    [
      'aws.route53.record',
      'dns',
      { hostedZone, name: 'www.orderflow.example', type: 'A' },
      { exists: true, values: '', ttl: null, alias: 'checkout.orderflow.example', evaluatesTargetHealth: false },
    ],
    [
      'aws.route53.record',
      'dns',
      { hostedZone, name: 'nothing.orderflow.example', type: 'A' },
      { exists: false, values: '', ttl: null },
    ],
  ],
}
