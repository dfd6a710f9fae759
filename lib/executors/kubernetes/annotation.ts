import { AnnotationParameters } from '@/lib/domain/action/kubernetes/annotation'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { readAnnotations } from './annotated-object'
import { readingCall } from './call-for'

export const annotation: ReadingExecutor = {
  kind: 'kubernetes.annotation',

  async read(reading, context) {
    const parameters = parseParameters(AnnotationParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const { resource, namespace, name } = parameters
    const found = await readAnnotations(call, { resource, namespace, name })
    const value = Object.hasOwn(found, parameters.annotation) ? (found[parameters.annotation] ?? '') : ''
    return { id: reading.id, observedAt, source: `Kubernetes API of ${call.binding.cluster}`, fields: { value } }
  },
}
