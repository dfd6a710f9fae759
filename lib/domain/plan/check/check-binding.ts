import { assertNever } from '../../assert-never'
import { contradiction, wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import type { Binding, Environment } from '../schema/environment'
import { reachOf } from '../schema/reach'

interface Place {
  path: Path
  /** Undefined: left out, so that the system's own public address is used. */
  address: string | undefined
}

/**
 * Where an environment leads and what it sends there. A lab is on this machine, all of it, or its passwords would open
 * something real. Anything else is elsewhere, by https: what is sent has secrets in it. For an import only: what was
 * stored before stays readable.
 */
export function checkBindings(environment: Environment): Finding[] {
  const bindings = Object.entries(environment.systems)
  const places = bindings.flatMap(([id, binding]) => placesOf(['systems', id], binding))
  const secrets = bindings.flatMap(([id, binding]) => secretsIn(['systems', id], binding))
  if (environment.alerts !== undefined) secrets.push({ path: ['alerts', 'token'], reference: environment.alerts.token })
  return [
    ...places.flatMap((place) => checkPlace(place, environment.lab)),
    ...secrets.flatMap(({ path, reference }) => checkSecret(path, reference)),
  ]
}

function checkPlace({ path, address }: Place, lab: boolean): Finding[] {
  if (address === undefined) {
    const message = 'a lab is on this machine: without an address the real service would be asked; give the lab’s'
    return lab ? [contradiction(path, 'lab-address', message)] : []
  }
  const reach = reachOf(address)
  if (reach === 'metadata')
    return [wrong(path, 'address', 'machines get their own credentials there: it is no system of a plan')]
  if (lab) {
    const message = `a lab is on this machine: ${address} is not, give an address such as http://127.0.0.1:4000`
    return reach === 'loopback' ? [] : [contradiction(path, 'lab-address', message)]
  }
  if (reach === 'loopback')
    return [
      contradiction(path, 'address', 'this machine is no system of a plan, but in an environment marked lab: true'),
    ]
  const message = 'outside a lab an address begins with https://, since what is sent to it has secrets in it'
  return address.startsWith('https:') ? [] : [contradiction(path, 'plain-address', message)]
}

function checkSecret(path: Path, reference: string): Finding[] {
  if (reference.startsWith('env:') && !/^env:BREAKWATER_SECRET_\w+$/.test(reference)) {
    const name = reference.slice('env:'.length).replace(/\W/g, '_').toUpperCase()
    const message = `a variable that holds a secret is called BREAKWATER_SECRET_...: write env:BREAKWATER_SECRET_${name}, and call it so in the worker`
    return [wrong(path, 'secret', message)]
  }
  const leadsOut = reference.startsWith('file:/') || reference.split(/[:/]/).includes('..')
  return leadsOut ? [wrong(path, 'secret', 'a file in the secrets directory: no / before it and no ..')] : []
}

function placesOf(path: Path, binding: Binding): Place[] {
  switch (binding.kind) {
    case 'aws.rds':
    case 'aws.cloudwatch':
      return [{ path: [...path, 'endpoint'], address: binding.endpoint }, ...signInPlace(path, binding.credentials)]
    case 'aws.arc':
      return [
        ...binding.endpoints.map(({ url }, index) => ({ path: [...path, 'endpoints', index, 'url'], address: url })),
        ...signInPlace(path, binding.credentials),
      ]
    case 'kubernetes':
      return [{ path: [...path, 'server'], address: binding.server }]
    case 'slack':
    case 'statuspage':
    case 'pagerduty':
    case 'prometheus':
    case 'http':
      return [{ path: [...path, 'endpoint'], address: binding.endpoint }]
    case 'console':
      return []
    default:
      return assertNever(binding, 'binding')
  }
}

type Credentials = Extract<Binding, { credentials: unknown }>['credentials']

/** A role is assumed somewhere, too. */
function signInPlace(path: Path, { role, sts }: Credentials): Place[] {
  if (role === undefined && sts?.endpoint === undefined) return []
  return [{ path: [...path, 'credentials', 'sts', 'endpoint'], address: sts?.endpoint }]
}

function secretsIn(path: Path, binding: Binding): { path: Path; reference: string }[] {
  const named = (fields: Readonly<Record<string, string | undefined>>, at: Path) =>
    Object.entries(fields).flatMap(([key, reference]) =>
      reference === undefined ? [] : [{ path: [...at, key], reference }],
    )
  if ('credentials' in binding) {
    const { accessKeyId, secretAccessKey, sessionToken } = binding.credentials
    return named({ accessKeyId, secretAccessKey, sessionToken }, [...path, 'credentials'])
  }
  if (binding.kind === 'kubernetes')
    return named({ token: binding.token, certificateAuthority: binding.certificateAuthority }, path)
  return 'token' in binding ? named({ token: binding.token }, path) : []
}
