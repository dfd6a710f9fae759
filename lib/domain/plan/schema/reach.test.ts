import { expect, it } from 'vitest'
import { reachOf } from './reach'

it.each([
  ['https://host.example', 'elsewhere'],
  ['https://10.0.0.7:8443', 'elsewhere'],
  ['https://[2001:db8::1]', 'elsewhere'],
  ['https://localhost.example', 'elsewhere'],
  ['https://127.example', 'elsewhere'],
  ['http://127.0.0.1:5432', 'loopback'],
  ['http://127.8.9.1', 'loopback'],
  ['http://2130706433', 'loopback'],
  ['http://0/', 'loopback'],
  ['http://localhost.:80', 'loopback'],
  ['http://anything.localhost', 'loopback'],
  ['http://[::1]:3000', 'loopback'],
  ['http://[::]', 'loopback'],
  ['http://[::ffff:127.0.0.1]', 'loopback'],
  ['http://[64:ff9b::127.0.0.1]', 'loopback'],
  ['http://169.254.169.254/latest', 'metadata'],
  ['http://169.254.170.2', 'metadata'],
  ['http://0xa9fea9fe/latest/meta-data', 'metadata'],
  ['http://[::ffff:169.254.169.254]', 'metadata'],
  ['http://[64:ff9b::a9fe:a9fe]', 'metadata'],
  ['http://[fe80::1]', 'metadata'],
  ['http://[fd00:ec2::254]', 'metadata'],
  ['http://metadata.google.internal/computeMetadata/v1', 'metadata'],
  ['http://METADATA.google.internal.', 'metadata'],
  ['http://metadata', 'metadata'],
  ['http://100.100.100.200', 'metadata'],
])('%s leads to: %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach)
})
