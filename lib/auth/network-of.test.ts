import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address'
import { networkOf } from './network-of'

describe('where an attempt is counted', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['unknown', 'unknown'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0001:0:0:0:2', '2001:db8:0:1::/64'],
    ['2001:db8:0:2::1', '2001:db8:0:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '10.0.0.1'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('the address of a client', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['6.6.6.6, 10.0.0.1', '10.0.0.1'],
    ['10.0.0.1:51234', '10.0.0.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'unknown'],
    ['nonsense', 'unknown'],
    ['1.2.3', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
  ])('%j is %s', (forwarded, address) => {
    expect(clientAddress(forwarded)).toBe(address)
  })
})
