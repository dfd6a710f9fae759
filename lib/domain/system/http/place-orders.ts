import { z } from 'zod'
import { HttpBinding } from './binding'
import { defineAction } from '../definition'
import { HttpPath } from '../parameter/http-path'
import { curlCommand } from '../text/curl-command'

export const PlaceOrdersParameters = z.strictObject({
  path: HttpPath,
  count: z.number().int().min(1).max(20),
  /** Sandbox orders reach no customer and no payment provider. */
  sandbox: z.boolean(),
})

/** Each order carries its own idempotency key, so that asking again gives the same order and never a second one. */
export const placeOrders = defineAction(HttpBinding, {
  kind: 'checkout.placeOrders',
  title: 'Place synthetic orders',
  parameters: PlaceOrdersParameters,
  outputs: { orderIds: 'text', accepted: 'number' },
  wayBack: 'compensable',
  destroys: null,
  permissions: [],
  example: { path: '/orders', count: 3, sandbox: true },
  note: 'Each order carries the Idempotency-Key `RUN/STEP/COMMAND/n`, so that another try gives the same orders; a step that a person asked for again has keys of its own, `RUN/STEP/COMMAND/AGAIN/n`, and places new ones. This is what makes it safe, since orders cannot be looked up by key. Done when all are accepted; an order refused for now makes the whole command busy, and it is sent again. Undo leaves sandbox orders where they are and refuses real ones.',
  text: (parameters, target) =>
    `${curlCommand(
      {
        method: 'POST',
        endpoint: target.endpoint,
        path: parameters.path,
        headers: [`Idempotency-Key: <run>/<step>/<command>/1..${parameters.count}`],
        body: { items: syntheticItems, sandbox: parameters.sandbox },
      },
      target,
    )}\n# ${parameters.count} times, each with its own key`,
})

/** What a synthetic order holds. */
export const syntheticItems = [{ sku: 'synthetic-check', quantity: 1 }]
