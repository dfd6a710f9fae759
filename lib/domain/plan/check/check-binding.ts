import { contradiction, wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import { systemDefinition } from '../../system/catalogue'
import { markedFields, type MarkedField } from '../../system/marked-fields'
import type { Environment } from '../schema/environment'
import { reachOf } from '../schema/reach'

/**
 * Where an environment leads and what it sends there. A lab is on this machine, all of it, or its passwords would open
 * something real. Anything else is elsewhere, by https: what is sent has secrets in it. For an import only: what was
 * stored before stays readable.
 */
export function checkBindings(environment: Environment): Finding[] {
  const addresses: MarkedField[] = []
  const secrets: MarkedField[] = []
  for (const [id, binding] of Object.entries(environment.systems)) {
    const system = systemDefinition(binding.kind)
    if (system === undefined) continue
    const fields = (as: 'address' | 'secret') => markedFields(system.binding, binding, as, ['systems', id])
    const unnamed = system.unnamed?.(binding) ?? []
    addresses.push(
      ...fields('address'),
      ...unnamed.map(({ path, value }) => ({ path: ['systems', id, ...path], value })),
    )
    secrets.push(...fields('secret'))
  }
  if (environment.alerts !== undefined) secrets.push({ path: ['alerts', 'token'], value: environment.alerts.token })
  return [
    ...addresses.flatMap((address) => checkAddress(address, environment.lab)),
    ...secrets.flatMap(({ path, value }) => (value === undefined ? [] : checkSecret(path, value))),
  ]
}

function checkAddress({ path, value: address }: MarkedField, lab: boolean): Finding[] {
  // Left out: the system's own public address is used.
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
