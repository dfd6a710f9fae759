import { MetricParameters } from '@/lib/domain/action/aws-cloudwatch/metric'
import { ExecutorError, type ReadingExecutor } from '@/lib/engine/ports'
import { bound } from '../bound'
import { parseParameters } from '../parse-parameters'
import { newestSample } from './client'

/** Far enough back to find the last sample of a source that has died, whose age then speaks for itself. */
const windowMilliseconds = 3 * 3_600_000

export const metric: ReadingExecutor = {
  kind: 'aws.cloudwatch.metric',

  async read(reading, context) {
    const parameters = parseParameters(MetricParameters, reading.parameters)
    const binding = bound(context.binding, 'aws.cloudwatch')
    const to = new Date(context.now())
    const from = new Date(to.getTime() - windowMilliseconds)
    const sample = await newestSample(binding, { ...parameters, from, to }, context)
    if (sample === null) {
      throw new ExecutorError('refused', 'no-samples', `no sample of ${parameters.metric} in the last three hours`)
    }
    // CloudWatch names a period by its start; what it says was true until its end, or until now while it lasts.
    const observedAt = Math.min(sample.at.getTime() + parameters.period * 1_000, to.getTime())
    return {
      id: reading.id,
      observedAt: new Date(observedAt).toISOString(),
      source: `CloudWatch ${parameters.namespace} ${parameters.metric}, ${binding.region}`,
      fields: { value: sample.value },
    }
  },
}
