import type { LabReply } from '../../core/contract'

/** A refusal of the REST API: `{error: {code, message, errors}}`. */
export class PagerdutyError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors: string[] = [],
  ) {
    super(message)
  }
}

export function errorReply({ status, code, message, errors }: PagerdutyError): LabReply {
  return { status, body: { error: { code, message, ...(errors.length > 0 ? { errors } : {}) } } }
}
