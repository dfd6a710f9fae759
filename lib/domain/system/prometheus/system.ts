import { defineSystem } from '../define-system'
import { addressed, tokenIdentity } from '../addressed'
import { query } from './query'
import { PrometheusBinding } from './binding'

export const prometheus = defineSystem({
  kind: 'prometheus',
  binding: PrometheusBinding,
  example: { kind: 'prometheus', endpoint: 'https://prometheus.example.com' },
  target: ({ endpoint, token }) => addressed(endpoint, tokenIdentity(token)),
  actions: {},
  readings: { query },
})
