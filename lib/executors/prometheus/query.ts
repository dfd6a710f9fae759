import type { EyesOf } from '../implement'
import type { prometheus } from '@/lib/domain/system/prometheus/system'
import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import { badReply } from '../fault/http-fault'
import { jsonResult } from '../transport/json-request'
import { readMilliseconds, timeLimit } from '../transport/time-limit'
import { readSecret } from '../read-secret'

const Sample = z.tuple([z.number(), z.string()])
const Reply = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: Sample })) }),
    z.object({ resultType: z.literal('scalar'), result: Sample }),
  ]),
})
const Fault = z.object({ errorType: z.string(), error: z.string() })

export const query: EyesOf<typeof prometheus, 'query'> = {
  async read(parameters, context) {
    const { binding } = context
    const token = binding.token === undefined ? null : await readSecret(context, binding.token)
    const { value } = await jsonResult(
      {
        endpoint: binding.endpoint,
        path: `/api/v1/query?${new URLSearchParams({ query: parameters.query }).toString()}`,
        method: 'GET',
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        effect: 'read',
        limit: timeLimit(readMilliseconds),
        signal: context.signal,
        leave: null,
        secrets: token === null ? [] : [token],
      },
      Reply,
      words,
    )
    const samples = value.data.resultType === 'scalar' ? [value.data.result] : value.data.result.map((one) => one.value)
    const [first] = samples
    if (first === undefined) {
      throw new ExecutorError('refused', 'empty-vector', 'the query has no sample: absent is not zero')
    }
    if (samples.length > 1) {
      throw new ExecutorError('refused', 'several-series', `the query gives ${samples.length} series: aggregate them`)
    }
    const number = Number(first[1])
    if (!Number.isFinite(number)) throw badReply('read', null, `the sample is ${first[1].slice(0, 20)}, not a number`)
    return {
      observedAt: new Date(Math.round(first[0] * 1_000)).toISOString(),
      source: `Prometheus ${new URL(binding.endpoint).host}`,
      fields: { value: number, samples: samples.length },
    }
  },
}

function words(json: unknown): { code?: string; words?: string } {
  const fault = Fault.safeParse(json)
  return fault.success ? { code: fault.data.errorType, words: fault.data.error } : {}
}
