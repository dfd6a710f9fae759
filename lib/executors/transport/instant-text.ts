import { z } from 'zod'

/** A provider's time as ISO 8601 in UTC with milliseconds, whatever form it came in. */
export const InstantText = z.string().transform((text, context) => {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) {
    context.addIssue({ code: 'custom', message: 'not a time' })
    return z.NEVER
  }
  return new Date(milliseconds).toISOString()
})
