import { awsEndpoint, type RegionalBinding } from '@/lib/domain/system/aws'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import type { AwsCall } from './aws-call'

/** A call to a regional service; `service` is the first label of its host name. */
export function regionalCall(
  service: string,
  { binding, context, limit }: Call<RegionalBinding>,
  effect: CallEffect,
): AwsCall {
  const { region, endpoint = awsEndpoint(service, region), credentials } = binding
  return { region, endpoint, credentials, context, limit, effect }
}
