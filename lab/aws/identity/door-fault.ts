import { AwsFault } from '../service/aws-fault'

type DoorReason = 'missing' | 'malformed' | 'unknown-key' | 'expired' | 'signature' | 'denied' | 'throttled'

/** The same refusal has another name and status in each protocol family; REST-XML has those of query. */
const names: Record<DoorReason, { query: [string, number]; json: [string, number] }> = {
  missing: { query: ['MissingAuthenticationToken', 403], json: ['MissingAuthenticationTokenException', 400] },
  malformed: { query: ['IncompleteSignature', 400], json: ['IncompleteSignatureException', 400] },
  'unknown-key': { query: ['InvalidClientTokenId', 403], json: ['UnrecognizedClientException', 400] },
  expired: { query: ['ExpiredToken', 403], json: ['ExpiredTokenException', 400] },
  signature: { query: ['SignatureDoesNotMatch', 403], json: ['InvalidSignatureException', 400] },
  denied: { query: ['AccessDenied', 403], json: ['AccessDeniedException', 403] },
  throttled: { query: ['Throttling', 400], json: ['ThrottlingException', 400] },
}

/** A refusal before any operation runs. */
export class DoorFault extends Error {
  constructor(
    readonly reason: DoorReason,
    message: string,
  ) {
    super(message)
    this.name = 'DoorFault'
  }

  inProtocol(protocol: 'query' | 'json' | 'rest-xml'): AwsFault {
    const [code, status] = names[this.reason][protocol === 'json' ? 'json' : 'query']
    return new AwsFault(code, status, this.message)
  }
}
