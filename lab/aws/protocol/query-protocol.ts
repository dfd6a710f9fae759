import type { LabReply, LabRequest } from '../../core/contract'
import { parseQueryForm } from './parse-query-form'
import type { Protocol } from './protocol'
import { escapeXml, renderXml } from './render-xml'

const form = (request: LabRequest): string =>
  request.method === 'GET' ? request.query.toString() : request.body.toString('utf8')

const xml = (status: number, requestId: string, body: string): LabReply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
})

/** AWS query: a form goes in, XML comes back (RDS, STS, older CloudWatch clients). */
export const queryProtocol: Protocol = {
  name: 'query',
  operation: (request) => new URLSearchParams(form(request)).get('Action') ?? '',
  parameters: (request) => {
    const { Action: _action, Version: _version, ...parameters } = parseQueryForm(form(request))
    return parameters
  },
  reply: (service, operation, result, requestId) =>
    xml(
      200,
      requestId,
      `<${operation}Response xmlns="${service.query?.namespace ?? ''}">` +
        `<${operation}Result>${renderXml(result, service.query?.listNames ?? {})}</${operation}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    ),
  fault: (service, fault, requestId) =>
    xml(
      fault.status,
      requestId,
      `<ErrorResponse xmlns="${service.query?.namespace ?? ''}"><Error>` +
        `<Type>${fault.status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${escapeXml(fault.code)}</Code>` +
        `<Message>${escapeXml(fault.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
}
