import { isIPv6 } from 'node:net'

/**
 * What attempts to sign in are counted by. An IPv6 address stands for its /64: whoever has one has all of it, and would
 * come from another each time.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const groups = eightGroups(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

function eightGroups(address: string): number[] {
  // The address of a URL is written in one way only, without dots.
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = [], after = []] = text.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16))
}
