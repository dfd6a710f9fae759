import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { LabConfig } from './core/contract'
import defaults from './orderflow.json'

const milliseconds = z.number().nonnegative().finite()

/** A lab configuration file, or overrides in code: everything left out comes from lab/orderflow.json. */
const LabConfigInput = z.strictObject({
  dataDirectory: z.string().min(1).optional(),
  timeScale: z.number().positive().max(1000).optional(),
  primary: z.string().min(1).optional(),
  standby: z.string().min(1).optional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  ordersPerSecond: z.number().nonnegative().optional(),
  privateShare: z.number().min(0).max(1).optional(),
  ordersPerPodPerSecond: z.number().positive().optional(),
  ports: z.record(z.string(), z.number().int().min(0).max(65535)).optional(),
  serviceTimes: z.record(z.string(), milliseconds).optional(),
})
export type LabConfigInput = z.infer<typeof LabConfigInput>

/** Later inputs win; `ports` and `serviceTimes` are merged key by key. Throws with the path of whatever is wrong. */
export function labConfig(...inputs: LabConfigInput[]): LabConfig & { dataDirectory: string } {
  let config: LabConfig = { ...defaults, dataDirectory: '.breakwater/lab' }
  for (const input of inputs) {
    const given = parse(input)
    config = {
      ...config,
      ...given,
      ports: { ...config.ports, ...given.ports },
      serviceTimes: { ...config.serviceTimes, ...given.serviceTimes },
    }
  }
  if (config.primary === config.standby) throw new Error('lab configuration: primary and standby are the same region')
  return config
}

export function readConfigFile(file: string): LabConfigInput {
  return parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** `LAB_DATA`, `LAB_TIME_SCALE`, `LAB_ORDERS_PER_SECOND`, `LAB_SERVICE_TIME_<name in lower camel case>`. */
export function environmentConfig(env: Record<string, string | undefined>): LabConfigInput {
  const serviceTimes: Record<string, number> = {}
  for (const [name, value] of Object.entries(env)) {
    const serviceTime = /^LAB_SERVICE_TIME_([A-Za-z]+)$/.exec(name)?.[1]
    if (serviceTime !== undefined && value !== undefined) serviceTimes[serviceTime] = numberIn(name, value)
  }
  const input: LabConfigInput = { serviceTimes }
  if (env.LAB_DATA !== undefined) input.dataDirectory = env.LAB_DATA
  if (env.LAB_TIME_SCALE !== undefined) input.timeScale = numberIn('LAB_TIME_SCALE', env.LAB_TIME_SCALE)
  if (env.LAB_ORDERS_PER_SECOND !== undefined) {
    input.ordersPerSecond = numberIn('LAB_ORDERS_PER_SECOND', env.LAB_ORDERS_PER_SECOND)
  }
  return input
}

export function numberIn(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new Error(`${name} must be a number, not ${JSON.stringify(text)}`)
  return value
}

function parse(input: unknown): LabConfigInput {
  const result = LabConfigInput.safeParse(input)
  if (!result.success) throw new Error(`lab configuration: ${z.prettifyError(result.error)}`)
  return result.data
}
