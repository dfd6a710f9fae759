import { z } from 'zod'
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
export const updateRoutingControlStates = defineAction({
  kind: 'aws.arc.updateRoutingControlStates',
  title: 'Set routing controls, all at once',
  systemKind: 'aws.arc',
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
  text(parameters, target, binding) {
    const endpoints = binding.kind === 'aws.arc' ? binding.endpoints : []
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
