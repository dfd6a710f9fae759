import type { HandsOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import type { AnnotateParameters } from '@/lib/domain/system/kubernetes/annotate'
import type { Facts } from '@/lib/domain/system/resolved'
import { changeEach } from '../change-each'
import { hidesFor } from '../hides-for'
import { inParallel } from '../in-parallel'
import { effectLeft, effectOf, lookAtEach, observed, type TargetAnswer } from '../look-at-each'
import { actingCall, readingCall } from '../call'
import { objectLabel, readAnnotations, writeAnnotations, type AnnotatedObject } from './annotated-object'
import { keptText, restorable } from '../restorable'

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
export const annotate: HandsOf<typeof kubernetes, 'annotate'> = {
  hidesFor: hidesFor.nothing,

  async observe(parameters, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(objectsOf(parameters), async (object) =>
      each(await readAnnotations(call, object), parameters.annotations),
    )
    return observed(tally, effectOf(tally), 'annotations are as asked for')
  },

  async before(parameters, context) {
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

  async execute(parameters, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(objectsOf(parameters), async (object) => {
      const found = await readAnnotations(call, object)
      return holds(found, parameters.annotations) ? null : writeAnnotations(call, object, parameters.annotations)
    })
    return { requestId, facts: { changed, of: parameters.names.length }, outputs: {} }
  },

  async undo(parameters, before, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(objectsOf(parameters), async (object) => {
      const wanted = annotationsBefore(before, object, Object.keys(parameters.annotations))
      return holds(await readAnnotations(call, object), wanted) ? null : writeAnnotations(call, object, wanted)
    })
    return { requestId, facts: { changed, of: parameters.names.length }, outputs: {} }
  },

  async undone(parameters, before, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(objectsOf(parameters), async (object) =>
      each(await readAnnotations(call, object), annotationsBefore(before, object, Object.keys(parameters.annotations))),
    )
    return observed(tally, effectLeft(tally), 'annotations are as before')
  },
}
