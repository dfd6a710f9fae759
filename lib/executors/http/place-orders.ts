import type { HttpBinding } from '@/lib/domain/system/http/binding'
import type { HandsOf, On } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { z } from 'zod'
import { syntheticItems } from '@/lib/domain/system/http/place-orders'
import { ExecutorError, type SendContext } from '@/lib/engine/ports'
import { badReply, httpFault } from '../fault/http-fault'
import { safeText } from '../fault/safe-text'
import { generationKey } from '../generation-key'
import { hidesFor } from '../hides-for'
import { boundCall } from './bound-call'
import { jsonRequest } from '../transport/json-request'
import { timeLimit, type TimeLimit } from '../transport/time-limit'
import { inParallel } from '../in-parallel'

const Order = z.object({ orderId: z.string().regex(/^[\w-]{1,64}$/) })
/** 503 with a reason is checkout's own word that it took no order. */
const NotNow = z.object({ reason: z.string().optional(), sqlstate: z.string().optional() })

const width = 5

interface OrderRequest {
  path: string
  sandbox: boolean
  key: string
}

async function placeOrder(
  request: OrderRequest,
  context: On<HttpBinding, SendContext>,
  limit: TimeLimit,
): Promise<string> {
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
export const placeOrders: HandsOf<typeof http, 'placeOrders'> = {
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

  async execute({ path, count, sandbox }, context) {
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
  async undo({ sandbox }) {
    if (!sandbox) {
      throw new ExecutorError('refused', 'no-way-back', 'real orders are cancelled by people, not by the console')
    }
    return { requestId: null, facts: { left: 'sandbox orders stay' }, outputs: {} }
  },

  undone({ sandbox }) {
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
