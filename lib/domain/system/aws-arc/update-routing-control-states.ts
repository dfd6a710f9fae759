import { z } from 'zod'
import { ArcBinding } from './binding'
import { defineAction, isOrMayBe } from '../definition'
import { RoutingControlArn, SafetyRuleArn } from '../parameter/arn'
import { commandLine, whereLine } from '../text/command-line'

const Control = z.strictObject({
  arn: RoutingControlArn,
  name: z.string().min(1).max(64),
  state: z.enum(['On', 'Off']),
})

export const UpdateRoutingControlStatesParameters = z.strictObject({
  controls: z
    .array(Control)
    .min(1)
    .max(10)
    .refine((controls) => new Set(controls.map((control) => control.arn)).size === controls.length, {
      message: 'a control is named twice',
    })
    .refine((controls) => new Set(controls.map((control) => control.name)).size === controls.length, {
      message: 'two controls have one name',
    }),
  safetyRulesToOverride: z.array(SafetyRuleArn).max(10).optional(),
})

/** All states change together or none. Source: Route 53 ARC routing control API, UpdateRoutingControlStates. */
export const updateRoutingControlStates = defineAction(ArcBinding, {
  kind: 'aws.arc.updateRoutingControlStates',
  title: 'Set routing controls, all at once',
  parameters: UpdateRoutingControlStatesParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: {
    when: 'A control is set to Off, which takes traffic away, or a safety rule is overridden',
    does: ({ controls, safetyRulesToOverride }) =>
      (Array.isArray(safetyRulesToOverride) && safetyRulesToOverride.length > 0) ||
      !Array.isArray(controls) ||
      controls.some((control: unknown) =>
        isOrMayBe((control as { state?: unknown } | null)?.state, (state) => state === 'Off'),
      ),
  },
  permissions: [
    'route53-recovery-cluster:UpdateRoutingControlStates',
    'route53-recovery-cluster:GetRoutingControlState',
  ],
  example: {
    controls: [
      {
        arn: 'arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b2c/routingcontrol/1111',
        name: 'east',
        state: 'Off',
      },
      {
        arn: 'arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b2c/routingcontrol/2222',
        name: 'west',
        state: 'On',
      },
    ],
  },
  note: 'All states change together or none. Endpoints are tried in random order; the next one is asked after a throttle, an outage or a lost reply, which is safe because setting a state twice sets the same state. A safety rule that refuses is a refusal. Done when every control has its state, partial when only some have. Undo sets the states seen before.',
  text(parameters, target, { endpoints }) {
    const first = endpoints[0]
    const entries = parameters.controls.map((control) => ({
      RoutingControlArn: control.arn,
      RoutingControlState: control.state,
    }))
    const overrides = parameters.safetyRulesToOverride ?? []
    const groups = [
      ['aws', 'route53-recovery-cluster', 'update-routing-control-states'],
      ...(first === undefined
        ? []
        : [
            ['--region', first.region],
            ['--endpoint-url', first.url],
          ]),
      ['--update-routing-control-state-entries', JSON.stringify(entries)],
      ...(overrides.length === 0 ? [] : [['--safety-rules-to-override', ...overrides]]),
    ]
    return [
      commandLine(groups),
      `# ${parameters.controls.map((control) => `${control.name}=${control.state}`).join(', ')}`,
      `# through any of ${endpoints.length} endpoints, in random order: ${endpoints.map((one) => one.region).join(', ')}`,
      whereLine(target),
    ].join('\n')
  },
})
