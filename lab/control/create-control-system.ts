import type { LabListener, LabReply, LabRequest, LabSystem } from '../core/contract'
import type { OrderFlowLab } from '../world/order-flow-lab'
import { acknowledgePage } from './acknowledge-page'
import { applyCommand } from './apply-command'
import type { ControlPorts } from './control-ports'
import { crossSite } from './cross-site'
import { labState } from './lab-state'
import { readFields } from './read-fields'
import { renderPage } from './render-page'

/** The hand that breaks things: a small JSON API, and a page with the same commands as forms. Not part of OrderFlow. */
export function createControlSystem(lab: OrderFlowLab, ports: ControlPorts): LabSystem {
  let addresses: Record<string, string> = {}
  const listener: LabListener = {
    name: 'control',
    system: 'control',
    region: null,
    management: false,
    immune: true,
    operation: (request) => `${request.method} ${request.path}`,
    handle: async (request) => {
      if (crossSite(request)) return { status: 403, body: { error: 'refused: the request comes from another site' } }
      return request.method === 'GET' ? read(request) : change(request)
    },
  }
  return {
    listeners: [listener],
    environment: (served) => {
      addresses = served
      return { files: {}, variables: {} }
    },
  }

  function read(request: LabRequest): LabReply {
    const state = () => labState(lab, ports.vantage())
    switch (request.path) {
      case '/':
        return renderPage(state(), lab.effects.all())
      case '/state':
        return { status: 200, body: state() }
      case '/effects':
        return { status: 200, body: lab.effects.all() as object }
      case '/addresses':
        return { status: 200, body: addresses }
      case '/env':
        return { status: 200, body: ports.environment().variables }
      default:
        return { status: 404, body: { error: 'GET /state, /effects, /addresses or /env' } }
    }
  }

  async function change(request: LabRequest): Promise<LabReply> {
    const fields = readFields(request)
    if (!fields) return { status: 400, body: { error: 'the body must be a JSON object or a form' } }
    const reply =
      request.method === 'POST' && request.path === '/acknowledge'
        ? await acknowledgePage(addresses['pagerduty.rest'], lab.config.dataDirectory, fields)
        : await applyCommand(lab, ports, request.method, request.path, fields)
    const browser = (request.headers.accept ?? '').includes('text/html')
    return browser && reply.status < 300 ? { status: 303, headers: { location: '/' } } : reply
  }
}
