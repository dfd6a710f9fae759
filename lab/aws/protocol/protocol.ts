import type { LabReply, LabRequest } from '../../core/contract'
import type { AwsFault } from '../service/aws-fault'
import type { AwsService } from '../service/aws-service'

/** One wire format. A service may speak several; the request decides. */
export interface Protocol {
  name: 'query' | 'json' | 'rest-xml'
  operation(request: LabRequest): string
  parameters(request: LabRequest): Record<string, unknown>
  reply(service: AwsService, operation: string, result: Record<string, unknown>, requestId: string): LabReply
  fault(service: Pick<AwsService, 'query'>, fault: AwsFault, requestId: string): LabReply
}
