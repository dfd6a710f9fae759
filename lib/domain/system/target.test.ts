import { expect, it } from 'vitest'
import { Binding } from './binding'
import { targetOf } from './target'

const credentials = { accessKeyId: 'file:key-id', secretAccessKey: 'file:secret-key' }
const role = 'arn:aws:iam::123456789012:role/dr'
const rds = { kind: 'aws.rds', region: 'us-west-2', account: '123456789012', credentials }

it.each([
  [rds, { account: '123456789012', region: 'us-west-2', endpoint: 'https://rds.us-west-2.amazonaws.com' }],
  [{ ...rds, kind: 'aws.cloudwatch' }, { endpoint: 'https://monitoring.us-west-2.amazonaws.com' }],
  [{ ...rds, region: 'cn-north-1' }, { endpoint: 'https://rds.cn-north-1.amazonaws.com.cn' }],
  [
    { ...rds, endpoint: 'http://127.0.0.1:1' },
    { endpoint: 'http://127.0.0.1:1', identity: 'access key file:key-id' },
  ],
  [{ ...rds, credentials: { ...credentials, role } }, { identity: role }],
  [
    {
      kind: 'aws.arc',
      account: '123456789012',
      endpoints: [
        { region: 'us-west-2', url: 'https://a.example' },
        { region: 'eu-west-1', url: 'https://b.example' },
      ],
      credentials,
    },
    { region: null, endpoint: 'https://a.example, https://b.example' },
  ],
  [
    { kind: 'aws.route53', account: '123456789012', credentials },
    { account: '123456789012', region: null, endpoint: 'https://route53.amazonaws.com' },
  ],
  [
    { kind: 'kubernetes', cluster: 'c', region: 'r', server: 'https://k.example', token: 'file:t' },
    { region: 'r', endpoint: 'https://k.example', identity: 'token file:t' },
  ],
  [
    { kind: 'slack', token: 'file:t' },
    { endpoint: 'https://slack.com', identity: 'token file:t' },
  ],
  [
    { kind: 'statuspage', page: 'p', token: 'file:t' },
    { account: 'p', endpoint: 'https://api.statuspage.io' },
  ],
  [{ kind: 'pagerduty', from: 'a@b.example', token: 'file:t' }, { identity: 'a@b.example' }],
  [
    { kind: 'http', endpoint: 'https://h.example', region: 'west' },
    { region: 'west', identity: null },
  ],
  [{ kind: 'console' }, { account: null, region: null, identity: null }],
])('spells out where %j leads', (binding, target) => {
  expect(targetOf(Binding.parse(binding))).toMatchObject(target)
})

it('names secrets by reference only', () => {
  const withSession = { ...rds, credentials: { ...credentials, sessionToken: 'env:SESSION' } }
  expect(JSON.stringify(targetOf(Binding.parse(withSession)))).not.toContain('secret-key')
})
