import { RoutingControlsParameters } from '@/lib/domain/action/aws-arc/routing-controls'
import { statesText } from '@/lib/domain/action/aws-arc/states-text'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { bound } from '../bound'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { readStatesAt, type ArcCall } from './client'
import { tryEndpoints } from './try-endpoints'

/** Agreement needs as many answers as were asked for: one endpoint alone agrees with nobody. */
export const routingControls: ReadingExecutor = {
  kind: 'aws.arc.routingControls',

  async read(reading, context) {
    const { controls, endpoints } = parseParameters(RoutingControlsParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call: ArcCall = { binding: bound(context.binding, 'aws.arc'), context, limit: timeLimit(readMilliseconds) }
    const answers = await tryEndpoints(call, endpoints, (endpoint, limit) =>
      readStatesAt(call, endpoint, controls, limit),
    )
    const texts = answers.map((answer) => statesText(answer.value))
    return {
      id: reading.id,
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
