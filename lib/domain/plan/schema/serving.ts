import { z } from 'zod'
import { Predicate } from './predicate'
import { Name } from './primitives'

/**
 * How one can tell which region serves a promotion boundary, and which could take over. All of `serves` must hold for a
 * region to serve; all of `standby` must hold for it to be able to take over while another one serves.
 */
export const ServingRule = z.strictObject({
  promotionBoundary: Name,
  regions: z
    .array(
      z.strictObject({
        region: Name,
        serves: z.array(Predicate).min(1).describe('What is read when the region serves'),
        standby: z
          .array(Predicate)
          .default([])
          .describe('What is read when the region could take over; none: it is never a standby'),
      }),
    )
    .min(2),
})
export type ServingRule = z.infer<typeof ServingRule>
