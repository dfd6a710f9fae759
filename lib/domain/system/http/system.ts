import { defineSystem } from '../define-system'
import { addressed, tokenIdentity } from '../addressed'
import { placeOrders } from './place-orders'
import { newestHeartbeat } from './newest-heartbeat'
import { heartbeatWrite } from './heartbeat-write'
import { writeProbe } from './write-probe'
import { acknowledged } from './acknowledged'
import { loss } from './loss'
import { monitor } from './monitor'
import { get } from './get'
import { HttpBinding } from './binding'

export const http = defineSystem({
  kind: 'http',
  binding: HttpBinding,
  example: { kind: 'http', endpoint: 'https://checkout.us-west-2.example.com', region: 'us-west-2' },
  target: ({ endpoint, region, token }) => ({ ...addressed(endpoint, tokenIdentity(token)), region }),
  actions: { placeOrders },
  readings: { newestHeartbeat, heartbeatWrite, writeProbe, acknowledged, loss, monitor, get },
})
