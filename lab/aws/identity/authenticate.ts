import type { LabClock, LabRequest } from '../../core/contract'
import { parseAuthorization, type Authorization } from '../signature/parse-authorization'
import { signingInstant, verifySignature } from '../signature/verify-signature'
import { sha256Hex } from '../signature/canonical-request'
import type { Identities } from './create-identities'
import { DoorFault } from './door-fault'
import type { Identity } from './identity'

const allowedSkewMilliseconds = 15 * 60_000

export const readAuthorization = (request: LabRequest): Authorization => {
  const header = request.headers['authorization']
  if (header === undefined) throw new DoorFault('missing', 'Request is missing Authentication Token')
  const authorization = parseAuthorization(header)
  if (authorization === undefined) {
    throw new DoorFault('malformed', 'Authorization header is not a Signature Version 4 header')
  }
  return authorization
}

/** Checks, in the order AWS does: the scope, the key, the time, the signature. Throws a DoorFault. */
export const authenticate = (
  request: LabRequest,
  authorization: Authorization,
  region: string,
  identities: Identities,
  clock: LabClock,
): Identity => {
  if (authorization.region !== region) {
    throw new DoorFault(
      'signature',
      `Credential should be scoped to the region '${region}', not '${authorization.region}'.`,
    )
  }
  const resolved = identities.resolve(authorization.accessKeyId, request.headers['x-amz-security-token'])
  if (!resolved.found) {
    if (resolved.reason === 'expired')
      throw new DoorFault('expired', 'The security token included in the request is expired')
    throw new DoorFault('unknown-key', 'The security token included in the request is invalid.')
  }
  const skew = Math.abs(clock.now() - signingInstant(request))
  if (!(skew <= allowedSkewMilliseconds)) {
    throw new DoorFault(
      'signature',
      `Signature expired: ${request.headers['x-amz-date'] ?? 'no date'} is outside the allowed 15 minutes`,
    )
  }
  const claimed = request.headers['x-amz-content-sha256']
  const bodyMatches = claimed === undefined || claimed === sha256Hex(request.body)
  if (
    !authorization.signedHeaders.includes('host') ||
    !bodyMatches ||
    !verifySignature(request, authorization, resolved.secretAccessKey)
  ) {
    throw new DoorFault(
      'signature',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  }
  return resolved.identity
}

export const authorise = (identity: Identity, action: string): void => {
  if (identity.permissions.includes(action)) return
  throw new DoorFault('denied', `User: ${identity.arn} is not authorized to perform: ${action}`)
}
