import type { LabReply, LabRequest } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import type { RestRoute, RestXml } from '../service/rest-routes'
import { parseXml } from './parse-xml'
import type { Protocol } from './protocol'
import { escapeXml, renderXml } from './render-xml'

const xml = (status: number, requestId: string, body: string): LabReply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
})

/** AWS REST-XML: the operation stands in method and path, XML goes in and comes back (Route 53). */
export const restXmlProtocol = ({ namespace, listNames, routes }: RestXml): Protocol => {
  const routeOf = ({ method, path }: LabRequest): RestRoute | undefined =>
    routes.find((route) => route.method === method && route.path.test(path))
  return {
    name: 'rest-xml',
    operation: (request) => routeOf(request)?.operation ?? '',
    parameters: (request) => {
      const route = routeOf(request)
      if (route === undefined) throw new AwsFault('InvalidAction', 400, 'No operation has this method and path')
      const inQuery = Object.entries(route.query ?? {}).map(([field, name]) => [name, request.query.get(field)])
      return {
        ...(request.body.length === 0 ? {} : parseXml(request.body.toString('utf8'), listNames)),
        ...Object.fromEntries(inQuery),
        ...route.path.exec(request.path)?.groups,
      }
    },
    reply: (_service, operation, result, requestId) =>
      xml(
        200,
        requestId,
        `<${operation}Response xmlns="${namespace}">${renderXml(result, listNames)}</${operation}Response>`,
      ),
    fault: (_service, fault, requestId) =>
      xml(
        fault.status,
        requestId,
        `<ErrorResponse xmlns="${namespace}"><Error>` +
          `<Type>${fault.status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${escapeXml(fault.code)}</Code>` +
          `<Message>${escapeXml(fault.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      ),
  }
}
