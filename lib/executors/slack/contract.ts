import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'slack.postMessage',
      system: 'slack',
      parameters: { channel: '#incidents-exec', text: 'We are preparing to move. No reply is needed.' },
      change: { system: 'slack', operation: 'chat.postMessage' },
      effects: 1,
      undo: 'compensates',
    },
  ],
  readings: [],
}
