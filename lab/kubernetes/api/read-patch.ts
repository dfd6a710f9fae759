import type { LabRequest } from '../../core/contract'
import { applyJsonPatch, JsonPatchError } from '../patch/json-patch'
import { isJsonObject, type Json, type JsonObject } from '../patch/json'
import { applyMergePatch } from '../patch/merge-patch'
import { applyStrategicMergePatch } from '../patch/strategic-merge-patch'
import { ApiError, badRequest } from './api-error'

const patchers: Record<string, (target: Json, patch: Json) => Json> = {
  'application/merge-patch+json': applyMergePatch,
  'application/strategic-merge-patch+json': applyStrategicMergePatch,
  'application/json-patch+json': applyJsonPatch,
}

export interface Patch {
  /** Without its `application/` and `+json`: merge-patch, strategic-merge-patch, json-patch. */
  type: string
  content: Json
  apply(target: JsonObject): JsonObject
}

export function readPatch(request: LabRequest): Patch {
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
  const patcher = patchers[contentType]
  if (!patcher) {
    const accepted = Object.keys(patchers).join(', ')
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`
    throw new ApiError(415, 'UnsupportedMediaType', message)
  }
  const content = readJson(request)
  return {
    type: contentType.replace('application/', '').replace('+json', ''),
    content,
    apply: (target) => {
      const patched = applyOrRefuse(patcher, target, content)
      if (!isJsonObject(patched)) throw badRequest('the patch does not leave an object')
      return patched
    },
  }
}

export function readJson(request: LabRequest): Json {
  try {
    return JSON.parse(request.body.toString('utf8')) as Json
  } catch {
    throw badRequest('the object provided is unrecognized: body is not JSON')
  }
}

function applyOrRefuse(patcher: (target: Json, patch: Json) => Json, target: JsonObject, content: Json): Json {
  try {
    return patcher(target, content)
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error
    throw new ApiError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${error.message}`,
    )
  }
}
