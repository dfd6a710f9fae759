import type { LabReply, LabRequest } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import { isRecord } from '../service/read-parameters'
import type { Protocol } from './protocol'

const json = (status: number, requestId: string, body: unknown, headers: Record<string, string> = {}): LabReply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId, ...headers },
  body: JSON.stringify(body, epochSeconds),
})

/** Timestamps travel as epoch seconds. JSON.stringify has made a string of a Date before it asks, hence `this`. */
function epochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Date ? original.getTime() / 1000 : value
}

const parseBody = (request: LabRequest): unknown => {
  if (request.body.length === 0) return {}
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** AWS JSON 1.0: the operation stands in X-Amz-Target (ARC, CloudWatch). */
export const jsonProtocol: Protocol = {
  name: 'json',
  operation: (request) => request.headers['x-amz-target']?.split('.').at(-1) ?? '',
  parameters: (request) => {
    const body = parseBody(request)
    if (!isRecord(body)) throw new AwsFault('SerializationException', 400, 'The body is not a JSON object')
    return body
  },
  reply: (_service, _operation, result, requestId) => json(200, requestId, result),
  fault: (service, fault, requestId) =>
    json(
      fault.status,
      requestId,
      { __type: fault.code, message: fault.message, ...fault.members },
      {
        'x-amzn-errortype': fault.code,
        // A service that used to speak query tells migrated clients the old code.
        ...(service.query === null
          ? {}
          : { 'x-amzn-query-error': `${fault.code};${fault.status >= 500 ? 'Receiver' : 'Sender'}` }),
      },
    ),
}
