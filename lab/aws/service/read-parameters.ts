import { AwsFault } from './aws-fault'

type Parameters = Record<string, unknown>

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const optionalString = (parameters: Parameters, name: string): string | undefined => {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new AwsFault('InvalidParameterValue', 400, `${name} must be a string`)
  return value
}

export const requiredString = (parameters: Parameters, name: string): string => {
  const value = optionalString(parameters, name)
  if (value === undefined) {
    throw new AwsFault('MissingParameter', 400, `The request must contain the parameter ${name}`)
  }
  return value
}

/** The query protocol sends booleans as text, JSON as booleans. */
export const optionalBoolean = (parameters: Parameters, name: string): boolean | undefined => {
  const value = parameters[name]
  if (value === undefined || value === null) return undefined
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw new AwsFault('InvalidParameterValue', 400, `Boolean parameter ${name} must be 'true' or 'false'`)
}

export const optionalInteger = (parameters: Parameters, name: string): number | undefined => {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isInteger(number)) throw new AwsFault('InvalidParameterValue', 400, `${name} must be an integer`)
  return number
}

/** Milliseconds since the epoch, from ISO 8601 (query) or epoch seconds (JSON). */
export const optionalInstant = (parameters: Parameters, name: string): number | undefined => {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  const instant = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (!Number.isFinite(instant)) throw new AwsFault('InvalidParameterValue', 400, `${name} is not a timestamp`)
  return instant
}

export const recordList = (parameters: Parameters, name: string): Record<string, unknown>[] => {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return []
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw new AwsFault('InvalidParameterValue', 400, `${name} must be a list of structures`)
  }
  return value
}

export const stringList = (parameters: Parameters, name: string): string[] => {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return []
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
    throw new AwsFault('InvalidParameterValue', 400, `${name} must be a list of strings`)
  }
  return value
}
