import { AnnotateParameters } from '@/lib/domain/action/kubernetes/annotate'
import type { ActionExecutor } from '@/lib/engine/ports'
import { changeEach } from '../change-each'
import { inParallel } from '../in-parallel'
import { parseParameters } from '../parse-parameters'
import { actingCall, readingCall } from './call-for'
import { objectLabel, readAnnotations, writeAnnotations, type AnnotatedObject } from './annotated-object'
import { keptText, restorable } from './restorable'

function objectsOf({ resource, namespace, names }: AnnotateParameters): AnnotatedObject[] {
  return names.map((name) => ({ resource, namespace, name }))
}

function holds(found: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string | null>>): boolean {
  return Object.entries(wanted).every(([key, value]) => (Object.hasOwn(found, key) ? found[key] : null) === value)
}

/** Sets annotations, and puts back or removes exactly those it set. */
export const annotate: ActionExecutor = {
  kind: 'kubernetes.annotate',

  async observe(command, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = readingCall(context)
    const found = await inParallel(objectsOf(parameters), 8, (object) => readAnnotations(call, object))
    const done = found.filter((annotations) => holds(annotations, parameters.annotations)).length
    return {
      effect: done === found.length ? 'present' : 'absent',
      facts: { annotated: done, of: found.length },
      outputs: {},
      detail: `${done} of ${found.length} carry the annotations`,
    }
  },

  async before(command, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = readingCall(context)
    const entries = await inParallel(objectsOf(parameters), 8, async (object) => {
      const found = await readAnnotations(call, object)
      return Object.keys(parameters.annotations).map((key) => {
        const name = `${objectLabel(object)} ${key}`
        return [name, restorable(Object.hasOwn(found, key) ? found[key] : undefined, name)] as const
      })
    })
    return Object.fromEntries(entries.flat())
  },

  async execute(command, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(objectsOf(parameters), async (object) => {
      const found = await readAnnotations(call, object)
      return holds(found, parameters.annotations) ? null : writeAnnotations(call, object, parameters.annotations)
    })
    return { requestId, facts: { changed, of: parameters.names.length }, outputs: {} }
  },

  async undo(command, before, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(objectsOf(parameters), async (object) => {
      const wanted = Object.fromEntries(
        Object.keys(parameters.annotations).map((key) => [key, keptText(before, `${objectLabel(object)} ${key}`)]),
      )
      return holds(await readAnnotations(call, object), wanted) ? null : writeAnnotations(call, object, wanted)
    })
    return { requestId, facts: { changed, of: parameters.names.length }, outputs: {} }
  },
}
