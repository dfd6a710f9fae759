import type { Contract } from '../check/contract'

const panel = 'arn:aws:route53-recovery-control::447120938856:controlpanel/5f1c0de7b3a94c2e8d61a7f0429b3c58'
const eastWrites = { arn: `${panel}/routingcontrol/c93f8a0b51d7e264`, name: 'gate', state: 'On' }
const armed = { arn: `${panel}/routingcontrol/d4b6e7180fa2c95d`, name: 'armed', state: 'On' }

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'aws.arc.updateRoutingControlStates',
      system: 'routing',
      parameters: { controls: [eastWrites, armed] },
      change: { system: 'arc', operation: 'UpdateRoutingControlStates' },
      effects: 1,
      undo: 'restores',
      movesOn: true,
      half: { act: { controls: [eastWrites] }, back: { by: 'undo', with: { controls: [eastWrites] } } },
    },
  ],
  readings: [
    [
      'aws.arc.routingControls',
      'routing',
      {
        controls: {
          west: `${panel}/routingcontrol/b7d25f61c08e94a3`,
          east: `${panel}/routingcontrol/a1e0c4d27f9b3856`,
        },
        endpoints: 2,
      },
      { agree: true, asked: 2, states: 'east=On, west=Off' },
    ],
  ],
}
