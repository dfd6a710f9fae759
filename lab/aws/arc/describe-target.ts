import { isRecord } from '../service/read-parameters'

/**
 * What an update asks for, as the effect log names it: `<control ARN>=<state>`, several sorted and joined. The state
 * belongs to it, because On and later Off again are two effects and not one doubled. Reads unchecked parameters too.
 */
export const describeTarget = (parameters: Record<string, unknown>): string => {
  const several = parameters['UpdateRoutingControlStateEntries']
  const entries = Array.isArray(several) ? several.filter(isRecord) : [parameters]
  return entries
    .map((entry) => `${String(entry['RoutingControlArn'])}=${String(entry['RoutingControlState'])}`)
    .sort()
    .join(', ')
}
