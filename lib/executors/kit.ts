import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import { awsCall } from './aws/aws-call'
import { regionalCall } from './aws/regional-call'
import { actingCall, readingCall } from './call'
import { changeEach } from './change-each'
import { badReply, httpFault } from './fault/http-fault'
import { safeText } from './fault/safe-text'
import { generationKey } from './generation-key'
import { hidesFor } from './hides-for'
import { implement } from './implement'
import { inParallel } from './in-parallel'
import { instantNow } from './instant-now'
import { effectLeft, effectOf, lookAtEach, observed } from './look-at-each'
import { readSecret } from './read-secret'
import { keptNumber, keptText, restorable } from './restorable'
import { seen } from './seen'
import { jsonRequest, jsonResult } from './transport/json-request'
import { leaveFor } from './transport/leave-for'
import { sendRequest } from './transport/send-request'
import { correction, undoKeys } from './undo-key'

/** What the hands of a system of others are written with, transport, signing and faults included. */
export const executorKit = {
  z,
  implement,
  ExecutorError,
  hidesFor,
  actingCall,
  readingCall,
  readSecret,
  instantNow,
  seen,
  several: { changeEach, effectLeft, effectOf, inParallel, lookAtEach, observed },
  restored: { keptNumber, keptText, restorable },
  keys: { correction, generationKey, undoKeys },
  http: { badReply, httpFault, jsonRequest, jsonResult, leaveFor, safeText, sendRequest },
  aws: { awsCall, regionalCall },
}
export type ExecutorKit = typeof executorKit
