import type { EyesOf } from '../implement'
import type { awsCloudwatch } from '@/lib/domain/system/aws-cloudwatch/system'
import { ExecutorError } from '@/lib/engine/ports'
import { readingCall } from '../call'
import { newestSample } from './client'

/** Far enough back to find the last sample of a source that has died, whose age then speaks for itself. */
const windowMilliseconds = 3 * 3_600_000

export const metric: EyesOf<typeof awsCloudwatch, 'metric'> = {
  async read(parameters, context) {
    const to = new Date(context.now())
    const from = new Date(to.getTime() - windowMilliseconds)
    const sample = await newestSample(readingCall(context), { ...parameters, from, to })
    if (sample === null) {
      throw new ExecutorError('refused', 'no-samples', `no sample of ${parameters.metric} in the last three hours`)
    }
    // CloudWatch names a period by its start; what it says was true until its end, or until now while it lasts.
    const observedAt = Math.min(sample.at.getTime() + parameters.period * 1_000, to.getTime())
    return {
      observedAt: new Date(observedAt).toISOString(),
      source: `CloudWatch ${parameters.namespace} ${parameters.metric}, ${context.binding.region}`,
      fields: { value: sample.value },
    }
  },
}
