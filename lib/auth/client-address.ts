import { isIP } from 'node:net'

/**
 * Where a request came from, as far as can be told: what the nearest proxy appended, or the server saw itself. The
 * console listens on loopback, so whoever adds this header is the installation's own proxy or on the machine.
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  // Some proxies append the port, which is another one at every connection.
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(last)?.[1] ?? /^([\d.]+):\d+$/.exec(last)?.[1] ?? last
  return isIP(bare) === 0 || bare.includes('%') ? 'unknown' : bare
}
