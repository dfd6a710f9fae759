import type { RegionName } from '../../core/contract'
import type { Identity } from '../identity/identity'
import type { RestXml } from './rest-routes'

/** A request whose signature and permission have been checked. */
export interface AwsCall {
  operation: string
  /** The listener that was called, e.g. `arc.3`. */
  endpoint: string
  /** The region of the endpoint that was called, which for RDS decides what may be done. */
  region: RegionName
  parameters: Record<string, unknown>
  requestId: string
  identity: Identity
  receivedAt: number
}

export interface AwsOperation {
  /** True if the operation changes state: refused ones then stand in the effect log too. */
  mutates: boolean
  /** True where the operation itself decides who may call it (AssumeRole). */
  selfAuthorised?: boolean
  /** What a mutating call wants to change, as the effect log names it. */
  target?(parameters: Record<string, unknown>): string
  run(call: AwsCall): Promise<Record<string, unknown>>
}

export interface AwsService {
  /** The system's name on the fault board and in the effect log. */
  system: string
  /** The service in a signature's credential scope. */
  signingName: string
  /** The prefix of its IAM actions: `rds:FailoverGlobalCluster`. */
  iamPrefix: string
  /** What is answered to a caller of the query protocol; null where the service speaks another. */
  query: { namespace: string; listNames: Record<string, string> } | null
  /** True if it also speaks JSON 1.0. */
  json: boolean
  /** Of a service that speaks REST-XML, and that alone. */
  rest?: RestXml
  operations: Record<string, AwsOperation>
}
