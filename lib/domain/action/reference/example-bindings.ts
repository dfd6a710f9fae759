import { Binding } from '../../plan/schema/environment'

const credentials = {
  accessKeyId: 'file:aws-access-key-id',
  secretAccessKey: 'file:aws-secret-access-key',
  role: 'arn:aws:iam::123456789012:role/dr-promote',
  sts: { region: 'us-west-2' },
}

/** One binding for each kind of system, as an environment of a real account would have it. */
export const exampleBindings: readonly Binding[] = [
  { kind: 'aws.rds', region: 'us-west-2', account: '123456789012', credentials },
  { kind: 'aws.cloudwatch', region: 'us-west-2', account: '123456789012', credentials },
  {
    kind: 'aws.arc',
    account: '123456789012',
    endpoints: [
      { region: 'us-west-2', url: 'https://host-bbbbbb.us-west-2.example.com/v1' },
      { region: 'eu-west-1', url: 'https://host-cccccc.eu-west-1.example.com/v1' },
    ],
    credentials: { ...credentials, role: 'arn:aws:iam::123456789012:role/dr-traffic' },
  },
  {
    kind: 'kubernetes',
    cluster: 'usw2',
    region: 'us-west-2',
    server: 'https://usw2.k8s.example.com',
    token: 'file:usw2-token',
  },
  { kind: 'slack', token: 'file:slack-token' },
  { kind: 'statuspage', endpoint: 'https://api.statuspage.io', page: 'abcdef123456', token: 'file:statuspage-key' },
  {
    kind: 'pagerduty',
    endpoint: 'https://api.pagerduty.com',
    from: 'dr@example.com',
    token: 'file:pagerduty-token',
  },
  { kind: 'prometheus', endpoint: 'https://prometheus.example.com' },
  { kind: 'http', endpoint: 'https://checkout.us-west-2.example.com', region: 'us-west-2' },
  { kind: 'console' },
].map((binding) => Binding.parse(binding))
