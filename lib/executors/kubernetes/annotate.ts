import { AnnotateParameters } from '@/lib/domain/action/kubernetes/annotate'
import type { Facts } from '@/lib/domain/action/resolved'
import type { ActionExecutor } from '@/lib/engine/ports'
import { changeEach } from '../change-each'
import { hidesFor } from '../hides-for'
import { inParallel } from '../in-parallel'
import { effectLeft, effectOf, lookAtEach, observed, type TargetAnswer } from '../look-at-each'
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

function each(
  found: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string | null>>,
): TargetAnswer[] {
  return Object.entries(wanted).map(([key, value]) => (holds(found, { [key]: value }) ? 'done' : 'not'))
}

function annotationsBefore(before: Facts, object: AnnotatedObject, keys: readonly string[]) {
  return Object.fromEntries(keys.map((key) => [key, keptText(before, `${objectLabel(object)} ${key}`)]))
}

/** Sets annotations, and puts back or removes exactly those it set. */
export const annotate: ActionExecutor = {
  kind: 'kubernetes.annotate',
  hidesFor: hidesFor.nothing,

  async observe(command, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = readingCall(context)
    const tally = await lookAtEach(objectsOf(parameters), async (object) =>
      each(await readAnnotations(call, object), parameters.annotations),
    )
    return observed(tally, effectOf(tally), 'annotations are as asked for')
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
      const wanted = annotationsBefore(before, object, Object.keys(parameters.annotations))
      return holds(await readAnnotations(call, object), wanted) ? null : writeAnnotations(call, object, wanted)
    })
    return { requestId, facts: { changed, of: parameters.names.length }, outputs: {} }
  },

  async undone(command, before, context) {
    const parameters = parseParameters(AnnotateParameters, command.parameters)
    const call = readingCall(context)
    const tally = await lookAtEach(objectsOf(parameters), async (object) =>
      each(await readAnnotations(call, object), annotationsBefore(before, object, Object.keys(parameters.annotations))),
    )
    return observed(tally, effectLeft(tally), 'annotations are as before')
  },
}
