import { awsArc } from '@/lib/domain/system/aws-arc/system'
import { implement } from '../implement'
import { updateRoutingControlStates } from './update-routing-control-states'
import { routingControls } from './routing-controls'

export const awsArcExecutors = implement(awsArc, {
  actions: { updateRoutingControlStates },
  readings: { routingControls },
  load: () => Promise.all([import('@aws-sdk/client-route53-recovery-cluster'), import('@aws-sdk/client-sts')]),
})
