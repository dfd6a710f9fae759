import { defineSystem } from '../define-system'
import { awsIdentity, exampleCredentials, unnamedSignIn } from '../aws'
import { updateRoutingControlStates } from './update-routing-control-states'
import { routingControls } from './routing-controls'
import { ArcBinding } from './binding'

export const awsArc = defineSystem({
  kind: 'aws.arc',
  binding: ArcBinding,
  example: {
    kind: 'aws.arc',
    account: '123456789012',
    endpoints: [
      { region: 'us-west-2', url: 'https://host-bbbbbb.us-west-2.example.com/v1' },
      { region: 'eu-west-1', url: 'https://host-cccccc.eu-west-1.example.com/v1' },
    ],
    credentials: { ...exampleCredentials, role: 'arn:aws:iam::123456789012:role/dr-traffic' },
  },
  target: ({ account, endpoints, credentials }) => ({
    account,
    region: null,
    endpoint: endpoints.map(({ url }) => url).join(', '),
    identity: awsIdentity(credentials),
  }),
  unnamed: unnamedSignIn,
  actions: { updateRoutingControlStates },
  readings: { routingControls },
})
