import { AwsFault } from '../service/aws-fault'
import { recordList, requiredString } from '../service/read-parameters'
import type { RoutingControl } from './arns'
import type { RoutingState } from './safety-rules'

export interface Entry {
  control: RoutingControl
  state: RoutingState
}

const invalid = (name: string, message: string): AwsFault =>
  new AwsFault('ValidationException', 400, message, { reason: 'fieldValidationFailed', fields: [{ name, message }] })

/** ARC names every malformed request ValidationException, whichever member it is about. */
export const validated = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AwsFault) || !['MissingParameter', 'InvalidParameterValue'].includes(error.code)) throw error
    throw new AwsFault('ValidationException', 400, error.message, { reason: 'fieldValidationFailed' })
  }
}

export const findControl = (
  controls: readonly RoutingControl[],
  parameters: Record<string, unknown>,
): RoutingControl => {
  const arn = validated(() => requiredString(parameters, 'RoutingControlArn'))
  const control = controls.find((candidate) => candidate.arn === arn)
  if (control === undefined) {
    throw new AwsFault('ResourceNotFoundException', 404, `Routing control ${arn} was not found`, {
      resourceId: arn,
      resourceType: 'RoutingControl',
    })
  }
  return control
}

const readEntry = (controls: readonly RoutingControl[], parameters: Record<string, unknown>): Entry => {
  const state = validated(() => requiredString(parameters, 'RoutingControlState'))
  if (state !== 'On' && state !== 'Off') {
    throw invalid('RoutingControlState', 'Member must satisfy enum value set: [On, Off]')
  }
  return { control: findControl(controls, parameters), state }
}

/** The changes a request asks for: one, or several that are made together or not at all. */
export const readEntries = (
  controls: readonly RoutingControl[],
  operation: string,
  parameters: Record<string, unknown>,
): Entry[] => {
  if (operation === 'UpdateRoutingControlState') return [readEntry(controls, parameters)]
  const name = 'UpdateRoutingControlStateEntries'
  const entries = validated(() => recordList(parameters, name)).map((entry) => readEntry(controls, entry))
  if (entries.length === 0) throw invalid(name, 'Member must not be empty')
  if (new Set(entries.map((entry) => entry.control.arn)).size < entries.length) {
    throw invalid(name, 'A routing control is named twice')
  }
  return entries
}
