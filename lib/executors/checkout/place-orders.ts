import { z } from 'zod'
import { PlaceOrdersParameters, syntheticItems } from '@/lib/domain/action/checkout/place-orders'
import { ExecutorError, type ActionExecutor, type SendContext } from '@/lib/engine/ports'
import { badReply, httpFault } from '../fault/http-fault'
import { safeText } from '../fault/safe-text'
import { generationKey } from '../generation-key'
import { hidesFor } from '../hides-for'
import { boundCall } from '../http/bound-call'
import { jsonRequest } from '../http/json-request'
import { timeLimit, type TimeLimit } from '../http/time-limit'
import { inParallel } from '../in-parallel'
import { parseParameters } from '../parse-parameters'

const Order = z.object({ orderId: z.string().regex(/^[\w-]{1,64}$/) })
/** 503 with a reason is checkout's own word that it took no order. */
const NotNow = z.object({ reason: z.string().optional(), sqlstate: z.string().optional() })

const width = 5

interface OrderRequest {
  path: string
  sandbox: boolean
  key: string
}

async function placeOrder(request: OrderRequest, context: SendContext, limit: TimeLimit): Promise<string> {
  const call = await boundCall(context, {
    path: request.path,
    method: 'POST',
    headers: { 'idempotency-key': request.key },
    body: { items: syntheticItems, sandbox: request.sandbox },
    effect: 'change',
    limit,
  })
  const reply = await jsonRequest(call)
  const { status, requestId } = reply
  if (status === 200 || status === 201) {
    const order = Order.safeParse(reply.json)
    if (!order.success) throw badReply('change', requestId, 'the order has no id')
    return order.data.orderId
  }
  const notNow = NotNow.safeParse(reply.json)
  const words = notNow.success ? (notNow.data.reason ?? notNow.data.sqlstate) : undefined
  if (status === 503 && words !== undefined)
    throw new ExecutorError('busy', 'not-now', safeText(words, call.secrets), requestId)
  throw httpFault({ status, requestId, words }, 'change', call.secrets)
}

/**
 * Every order has a key of its own made of the command's: another try gives the same orders, and a person who asks for
 * the step again gets new ones. There is nothing to look up by key, so an observation never says more than that another
 * try is safe.
 */
export const placeOrders: ActionExecutor = {
  kind: 'checkout.placeOrders',
  hidesFor: hidesFor.nothing,
  blind: true,

  observe() {
    return Promise.resolve({
      effect: 'absent',
      facts: {},
      outputs: {},
      detail: 'orders carry idempotency keys: asking again gives the same orders',
    })
  },

  async execute(command, context) {
    const { path, count, sandbox } = parseParameters(PlaceOrdersParameters, command.parameters)
    const limit = timeLimit(context.deadlineMilliseconds)
    const keys = Array.from({ length: count }, (_, index) => `${generationKey(context)}/${index + 1}`)
    const results = await inParallel(keys, width, async (key) => {
      try {
        return await placeOrder({ path, sandbox, key }, context, limit)
      } catch (error) {
        if (error instanceof ExecutorError) return error
        throw error
      }
    })
    const orders = results.filter((result) => typeof result === 'string')
    const faults = results.filter((result) => result instanceof ExecutorError)
    const [fault] = faults
    if (fault !== undefined) throw missing(fault, orders.length, count)
    const accepted = orders.length
    const orderIds = orders.join(',')
    return { requestId: null, facts: { accepted, orderIds }, outputs: { orderIds, accepted } }
  },

  /** Sandbox orders reach nobody and stay; real ones are for people to cancel. */
  async undo(command) {
    const { sandbox } = parseParameters(PlaceOrdersParameters, command.parameters)
    if (!sandbox) {
      throw new ExecutorError('refused', 'no-way-back', 'real orders are cancelled by people, not by the console')
    }
    return { requestId: null, facts: { left: 'sandbox orders stay' }, outputs: {} }
  },

  undone(command) {
    const { sandbox } = parseParameters(PlaceOrdersParameters, command.parameters)
    return Promise.resolve({
      effect: sandbox ? 'absent' : 'unknown',
      facts: {},
      outputs: {},
      detail: sandbox ? 'sandbox orders reach nobody and stay' : 'whether people cancelled the orders cannot be seen',
    })
  },
}

/** Some orders may have been placed, but the same keys may be sent again at any time: the fault keeps its kind. */
function missing(fault: ExecutorError, accepted: number, count: number): ExecutorError {
  return new ExecutorError(
    fault.kind,
    fault.code,
    safeText(`${accepted} of ${count} orders accepted: ${fault.message}`),
    fault.requestId,
  )
}
