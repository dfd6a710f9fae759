import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import type { AwsCredentials } from '@/lib/domain/system/aws'
import type { CallEffect } from '../fault/call-effect'
import { networkFault, transportError } from '../fault/network-fault'
import type { TimeLimit } from '../transport/time-limit'
import { NetworkError } from '../transport/network-error'
import { leaveFor } from '../transport/leave-for'
import { within } from '../transport/within'
import { awsFault, isCredentialFault } from './aws-fault'
import { secretsOf } from './aws-session'
import { rememberClockOffset } from './clock-offset'
import { signIn, type SignedIn } from './credentials'
import { sdkConfig } from './sdk-config'

export interface AwsCall {
  region: string
  endpoint: string
  credentials: AwsCredentials
  context: Partial<Pick<SendContext, 'leave'>> & Pick<ExecutorContext, 'secret' | 'signal' | 'now'>
  limit: TimeLimit
  effect: CallEffect
}

interface SdkClient {
  config: { systemClockOffset: number }
}

/** One SDK call under the binding's identity; whatever goes wrong comes out as an ExecutorError. */
export async function awsCall<C extends SdkClient, R>(
  call: AwsCall,
  open: (config: ReturnType<typeof sdkConfig>) => C,
  send: (client: C) => Promise<R>,
): Promise<R> {
  const { region, endpoint, limit, effect } = call
  const signal = call.context.signal
  const leave = leaveFor(call.context, effect)
  const signedIn = await identity(call)
  const client = open(sdkConfig({ region, endpoint, session: signedIn.session, limit, signal, leave }))
  try {
    return await send(client)
  } catch (error) {
    rememberClockOffset(endpoint, client.config.systemClockOffset)
    const fault = awsFault(error, effect, secretsOf(signedIn.session))
    if (isCredentialFault(fault.code)) signedIn.forget()
    throw fault
  }
}

/** Before the request exists nothing can have been sent, whatever fails here. */
async function identity(call: AwsCall): Promise<SignedIn> {
  try {
    return await within(signIn(call.credentials, call.region, call.context), call.limit, call.context.signal)
  } catch (error) {
    const transport = transportError(error)
    throw transport instanceof NetworkError ? networkFault(transport, 'read') : error
  }
}
