import { AwsFault } from '../service/aws-fault'
import { optionalInteger, optionalString } from '../service/read-parameters'
import { controlPanelArn, controlPanelName, type RoutingControl } from './arns'
import { validated } from './read-entries'
import type { RoutingStates } from './safety-rules'

/** One page of the panel's controls; NextToken is the index of the next one. */
export const listRoutingControls = (
  accountId: string,
  controls: readonly RoutingControl[],
  states: RoutingStates,
  parameters: Record<string, unknown>,
): Record<string, unknown> => {
  const panel = validated(() => optionalString(parameters, 'ControlPanelArn'))
  if (panel !== undefined && panel !== controlPanelArn(accountId)) {
    throw new AwsFault('ResourceNotFoundException', 404, `Control panel ${panel} was not found`, {
      resourceId: panel,
      resourceType: 'ControlPanel',
    })
  }
  const from = Number(validated(() => optionalString(parameters, 'NextToken')) ?? 0)
  const size = validated(() => optionalInteger(parameters, 'MaxResults')) ?? 500
  if (!Number.isInteger(from) || from < 0 || size < 1) {
    throw new AwsFault('ValidationException', 400, 'NextToken or MaxResults is not valid', { reason: 'other' })
  }
  return {
    RoutingControls: controls.slice(from, from + size).map(({ arn, name }) => ({
      ControlPanelArn: controlPanelArn(accountId),
      ControlPanelName: controlPanelName,
      RoutingControlArn: arn,
      RoutingControlName: name,
      RoutingControlState: states[arn],
      Owner: accountId,
    })),
    NextToken: from + size < controls.length ? String(from + size) : undefined,
  }
}
