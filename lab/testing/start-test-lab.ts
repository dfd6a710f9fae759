import { labConfig, type LabConfigInput } from '../config'
import { temporaryDirectory } from '../core/testing/lab-on-disk'
import { type RunningLab, startLab, type StartOptions } from '../start-lab'

/** Short in real time and still in proportion: everything that takes minutes takes milliseconds. */
export const quick: LabConfigInput = {
  ordersPerSecond: 200,
  serviceTimes: {
    replicationLag: 300,
    resync: 200,
    writerEndpointMove: 100,
    trafficPropagation: 100,
    checkoutOrder: 20,
    vantageInterval: 50,
    vantageTimeout: 100,
    prometheusWindow: 500,
  },
}

export type OnFinished = (cleanUp: () => Promise<void> | void) => void

/** The lab on free ports and a data directory of its own; both are gone after the test. */
export async function startTestLab(
  onFinished: OnFinished,
  overrides: LabConfigInput = {},
  options: StartOptions = { systems: [] },
): Promise<RunningLab> {
  const dataDirectory = overrides.dataDirectory ?? temporaryDirectory(onFinished)
  const lab = await startLab(labConfig(quick, overrides, { dataDirectory }), options)
  onFinished(() => lab.close())
  return lab
}

/** Calls one listener of the lab and reads its JSON. */
export async function call(
  lab: RunningLab,
  listener: string,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${lab.addresses[listener] ?? ''}${path}`, {
    signal: AbortSignal.timeout(1000),
    ...init,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

export function post(body?: object, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body ? JSON.stringify(body) : null,
  }
}
