import type { EyesOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { instantNow } from '../instant-now'
import { readAnnotations } from './annotated-object'
import { readingCall } from '../call'

export const annotation: EyesOf<typeof kubernetes, 'annotation'> = {
  async read(parameters, context) {
    const observedAt = instantNow(context)
    const call = readingCall(context)
    const { resource, namespace, name } = parameters
    const found = await readAnnotations(call, { resource, namespace, name })
    const value = Object.hasOwn(found, parameters.annotation) ? (found[parameters.annotation] ?? '') : ''
    return { observedAt, source: `Kubernetes API of ${call.binding.cluster}`, fields: { value } }
  },
}
