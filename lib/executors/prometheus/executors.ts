import { prometheus } from '@/lib/domain/system/prometheus/system'
import { implement } from '../implement'
import { query } from './query'

export const prometheusExecutors = implement(prometheus, {
  actions: {},
  readings: { query },
})
