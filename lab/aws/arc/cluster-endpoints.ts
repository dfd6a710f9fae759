import type { FaultBoard, RegionName } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'

export interface ClusterEndpoint {
  /** The listener's name. */
  name: string
  /** The region a request to it is signed for, as with real cluster endpoints. */
  region: RegionName
}

/** The five Regional endpoints of a cluster, in the regions where AWS puts them. */
export const clusterEndpoints: readonly ClusterEndpoint[] = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'ap-northeast-1',
  'ap-southeast-2',
].map((region, index) => ({ name: `arc.${index + 1}`, region }))

const quorum = 3

/** An endpoint is down while a 'stuck' fault stands for `arc.N`, or for `arc` in the endpoint's own region. */
const isDown = (endpoint: ClusterEndpoint, faults: FaultBoard): boolean =>
  faults
    .all()
    .some(
      (fault) =>
        fault.kind === 'stuck' &&
        (fault.system === endpoint.name ||
          (fault.system === 'arc' && (fault.region === '*' || fault.region === endpoint.region))),
    )

/** Throws unless this endpoint lives and enough of the others do to agree on a state. */
export const requireCluster = (endpointName: string, faults: FaultBoard): void => {
  const alive = clusterEndpoints.filter((endpoint) => !isDown(endpoint, faults))
  if (alive.length >= quorum && alive.some((endpoint) => endpoint.name === endpointName)) return
  throw new AwsFault(
    'EndpointTemporarilyUnavailableException',
    503,
    "The cluster endpoint isn't available. Try another cluster endpoint.",
  )
}
