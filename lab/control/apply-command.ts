import { z } from 'zod'
import type { LabReply, Reachability } from '../core/contract'
import type { OrderFlowLab } from '../world/order-flow-lab'
import type { ControlPorts } from './control-ports'

const modes = { dark: 'dark-reset', 'dark-hang': 'dark-hang', 'cut-off': 'cut-off' } satisfies Record<
  string,
  Reachability
>

const Fail = z.strictObject({ mode: z.enum(['dark', 'dark-hang', 'cut-off']).default('dark') })
/** One store replicates in this lab; naming it keeps the command the same when others join. */
const Lag = z.strictObject({
  store: z.literal('orders').default('orders'),
  milliseconds: z.coerce.number().min(0).max(3_600_000),
})
const NewFault = z.strictObject({
  kind: z.enum(['deny', 'throttle', 'slow', 'reply-lost', 'stuck']),
  system: z.string().min(1).default('*'),
  region: z.string().min(1).default('*'),
  operation: z.string().min(1).default('*'),
  remaining: z.coerce.number().int().positive().nullable().default(null),
  delayMilliseconds: z.coerce.number().int().min(0).max(3_600_000).default(0),
})
const Nothing = z.strictObject({})

/** Carries out one command of the control API. */
export async function applyCommand(
  lab: OrderFlowLab,
  ports: Pick<ControlPorts, 'reset'>,
  method: string,
  path: string,
  fields: Record<string, unknown>,
): Promise<LabReply> {
  const [, noun, name, verb] = path.split('/')
  const middle = name === undefined || name === 'clear' ? name : ':name'
  const command = `${method} /${[noun, middle, verb].filter((part) => part !== undefined).join('/')}`
  switch (command) {
    case 'POST /regions/:name/fail':
      return withRegion(lab, name, (region) =>
        parsed(Fail, fields, ({ mode }) => {
          lab.world.setReachability(region, modes[mode])
          return { region, reachability: modes[mode] }
        }),
      )
    case 'POST /regions/:name/heal':
      return withRegion(lab, name, (region) =>
        parsed(Nothing, fields, () => {
          lab.world.setReachability(region, 'ok')
          return { region, reachability: 'ok' }
        }),
      )
    case 'POST /lag':
      return parsed(Lag, fields, ({ store, milliseconds }) => {
        lab.world.setReplicationLag(milliseconds)
        return { store, milliseconds }
      })
    case 'POST /faults':
      return parsed(NewFault, fields, (fault) => lab.faults.add(fault))
    case 'DELETE /faults':
    // A form can only POST.
    case 'POST /faults/clear':
      lab.faults.clear()
      return { status: 200, body: { faults: [] } }
    case 'DELETE /faults/:name':
      return lab.faults.remove(name ?? '') ? { status: 200, body: { removed: name } } : notFound
    case 'POST /reset':
      await ports.reset()
      return { status: 200, body: { reset: true } }
    default:
      return notFound
  }
}

const notFound: LabReply = { status: 404, body: { error: 'no such command' } }

function withRegion(lab: OrderFlowLab, region: string | undefined, run: (region: string) => LabReply): LabReply {
  if (region !== undefined && lab.world.regions().includes(region)) return run(region)
  return { status: 404, body: { error: `no region ${region}; there are ${lab.world.regions().join(' and ')}` } }
}

function parsed<T>(schema: z.ZodType<T>, fields: unknown, run: (value: T) => object): LabReply {
  const result = schema.safeParse(fields)
  if (!result.success) return { status: 400, body: { error: z.prettifyError(result.error) } }
  return { status: 200, body: run(result.data) }
}
