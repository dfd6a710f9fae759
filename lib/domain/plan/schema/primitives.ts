import { z } from 'zod'

const unitMilliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
type Unit = keyof typeof unitMilliseconds

/**
 * `90s`, `1.5s`, `3m`, `48h`, `90d`: a number with its unit, parsed to whole milliseconds. A bare number is refused.
 * A codec, so that a parsed plan can be written back to the form it is stored in.
 */
export const Duration = z
  .codec(z.union([z.string(), z.number()]), z.number().int(), {
    decode: (value, context) => {
      const text = String(value).trim()
      const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text)
      if (match !== null) return Math.round(Number(match[1]) * unitMilliseconds[match[2] as Unit])
      const bare = /^\d+(\.\d+)?$/.test(text)
      context.issues.push({
        code: 'custom',
        message: bare
          ? `unit missing: write ${text}s, ${text}m or ${text}h`
          : `not a duration: ${text}; write a number and its unit, 250ms, 90s, 3m, 48h or 90d`,
        input: value,
      })
      return z.NEVER
    },
    encode: (milliseconds) => `${milliseconds}ms`,
  })
  .meta({ title: 'Duration', description: 'A duration with its unit: 250ms, 90s, 3m, 48h, 90d' })

/** The name of a thing in the plan: letters, digits, dash, dot, underscore. */
export const Name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, 'a name starts with a letter and has no spaces')

/** An amount in whole micro-units of the plan's currency per millisecond is derived; the plan writes `120000 per 1m`. */
export const Rate = z.strictObject({ amount: z.number().nonnegative(), per: Duration, source: z.string().min(1) })

/** A parameter: text may refer to `${names.x}`, `${regions.west.region}`, `${steps.S3.outputs.id}`, `${incident.id}`. */
export type ParameterValue = string | number | boolean | null | ParameterValue[] | { [key: string]: ParameterValue }
export const ParameterValue: z.ZodType<ParameterValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(ParameterValue),
    z.record(z.string(), ParameterValue),
  ]),
)
export const Parameters = z.record(z.string(), ParameterValue).default({})
export type Parameters = z.infer<typeof Parameters>
