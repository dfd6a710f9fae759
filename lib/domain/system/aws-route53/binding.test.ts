import { expect, it } from 'vitest'
import { Route53Binding, route53Place } from './binding'

const credentials = { accessKeyId: 'file:key', secretAccessKey: 'file:secret' }
const global = { endpoint: 'https://route53.amazonaws.com', region: 'us-east-1' }
const china = { endpoint: 'https://route53.amazonaws.com.cn', region: 'cn-northwest-1' }

it.each([
  [{ credentials }, global],
  [{ credentials: { ...credentials, sts: { region: 'eu-west-1' } } }, global],
  [{ credentials: { ...credentials, role: 'arn:aws-cn:iam::123456789012:role/dr' } }, china],
  [{ credentials: { ...credentials, sts: { region: 'cn-north-1' } } }, china],
  [{ endpoint: china.endpoint, credentials }, china],
  [
    { endpoint: 'http://127.0.0.1:9', credentials },
    { endpoint: 'http://127.0.0.1:9', region: 'us-east-1' },
  ],
])('%j is asked at its one endpoint, signed for the region of that', (own, place) => {
  expect(route53Place(Route53Binding.parse({ kind: 'aws.route53', account: '123456789012', ...own }))).toEqual(place)
})
