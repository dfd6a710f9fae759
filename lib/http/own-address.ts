/** This machine may be typed by any of its own names; no page of elsewhere can be at one, whoever answers for it. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a page at this address is the console: scheme, name and port, as configured. Without any: this machine. */
export function isOwnAddress({ protocol, hostname, port }: URL, origins: readonly string[]): boolean {
  if (origins.length === 0) return protocol === 'http:' && loopback.has(hostname)
  return origins.some((origin) => {
    const own = new URL(origin)
    const sameName = own.hostname === hostname || (loopback.has(own.hostname) && loopback.has(hostname))
    return own.protocol === protocol && sameName && own.port === port
  })
}

/** A Host header as an address; null where it is more or less than a name and a port. */
export function addressOf(host: string | null, scheme: string): URL | null {
  if (host === null || !URL.canParse(`${scheme}//${host}`)) return null
  const address = new URL(`${scheme}//${host}`)
  return address.href === `${address.origin}/` ? address : null
}

/** Whether somebody on this machine typed one of the names it has for itself. */
export function isLoopbackHost(host: string | null): boolean {
  const hostname = addressOf(host, 'http:')?.hostname
  return hostname !== undefined && loopback.has(hostname)
}

/** A probe on this machine and a sender that proves itself by its token come by whatever name they have for it. */
function needsNoName(path: string, host: string | null): boolean {
  if (path.startsWith('/api/alerts/')) return true
  return path === '/api/health' && isLoopbackHost(host)
}

/**
 * Why a request for this host is not answered, or null. A foreign name that is made to lead here would share this site's
 * pages with whoever owns the name. Most often it is no attack but a proxy that replaced the host: so both are named.
 */
export function hostRefusal(host: string | null, path: string, origins: readonly string[]): string | null {
  const schemes = ['http:', 'https:']
  const own = schemes.some((scheme) => {
    const address = addressOf(host, scheme)
    return address !== null && isOwnAddress(address, origins)
  })
  if (own || needsNoName(path, host)) return null
  const came = `This request came for ${host === null || host === '' ? 'no host' : host.slice(0, 260)}`
  if (origins.length === 0)
    return `${came}. The console has no address configured, so it answers on this machine only: set NEXTAUTH_URL to the address people type.`
  return `${came}. The console is configured for ${origins.join(', ')}: open it there. A proxy in between must pass the Host header on; further addresses belong in BREAKWATER_ORIGINS.`
}
