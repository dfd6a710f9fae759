/** Names under which clouds give a machine its own credentials; their numbers are link-local. */
const metadataNames = /^(metadata|instance-data|metadata\.(google|azure)\.internal|instance-data\.ec2\.internal)$/

export type Reach = 'loopback' | 'metadata' | 'elsewhere'

/**
 * Where an address leads, by what is written: this machine, where machines get their own credentials, or elsewhere. A
 * name that only its name service leads there is not seen here.
 */
export function reachOf(address: string): Reach {
  const { hostname } = new URL(address)
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const number = embedded(name) ?? name
  if (metadataNames.test(name) || /^(169\.254\.\d+\.\d+$|fe[89ab][0-9a-f]:|100\.100\.100\.200$)/.test(number))
    return 'metadata'
  if (name === 'fd00:ec2::254' || name === 'fd20:ce::254') return 'metadata'
  const here = /^(127(\.\d+){3}|0\.0\.0\.0|::1?)$/.test(number) || name === 'localhost' || name.endsWith('.localhost')
  return here ? 'loopback' : 'elsewhere'
}

/** An IPv4 address inside an IPv6 one, as itself: mapped, compatible, or behind the well-known translator. */
function embedded(name: string): string | null {
  const [, high = '', low = ''] = /^(?:::ffff:|::|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name) ?? []
  if (high === '') return null
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.')
}
