import { http } from '@/lib/domain/system/http/system'
import { implement } from '../implement'
import { placeOrders } from './place-orders'
import { newestHeartbeat } from './newest-heartbeat'
import { heartbeatWrite } from './heartbeat-write'
import { writeProbe } from './write-probe'
import { acknowledged } from './acknowledged'
import { loss } from './loss'
import { monitor } from './monitor'
import { get } from './get'

export const httpExecutors = implement(http, {
  actions: { placeOrders },
  readings: { newestHeartbeat, heartbeatWrite, writeProbe, acknowledged, loss, monitor, get },
})
