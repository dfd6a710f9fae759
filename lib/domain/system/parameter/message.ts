import { z } from 'zod'

/** Words for people: not empty, and short enough for every receiver. */
export const MessageText = z.string().trim().min(1, 'say something').max(4_000)
