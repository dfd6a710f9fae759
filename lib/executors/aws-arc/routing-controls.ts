import type { EyesOf } from '../implement'
import type { awsArc } from '@/lib/domain/system/aws-arc/system'
import { statesText } from '@/lib/domain/system/aws-arc/states-text'
import { readingCall } from '../call'
import { instantNow } from '../instant-now'
import { readStatesAt } from './client'
import { tryEndpoints } from './try-endpoints'

/** Agreement needs as many answers as were asked for: one endpoint alone agrees with nobody. */
export const routingControls: EyesOf<typeof awsArc, 'routingControls'> = {
  async read({ controls, endpoints }, context) {
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const answers = await tryEndpoints(call, endpoints, (endpoint, limit) =>
      readStatesAt(call, endpoint, controls, limit),
    )
    const texts = answers.map((answer) => statesText(answer.value))
    return {
      observedAt,
      source: `routing control endpoints ${answers.map((answer) => answer.endpoint.region).join(', ')}`,
      fields: {
        agree: texts.length === endpoints && new Set(texts).size === 1,
        asked: texts.length,
        states: texts[0] ?? '',
      },
    }
  },
}
