import { z } from 'zod'
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
export const placeOrders = defineAction({
  kind: 'checkout.placeOrders',
  title: 'Place synthetic orders',
  systemKind: 'http',
  parameters: PlaceOrdersParameters,
  outputs: { orderIds: 'text', accepted: 'number' },
  wayBack: 'compensable',
  destroys: null,
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
