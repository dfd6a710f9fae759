/** A record set in the words of the API, as it is kept and listed. */
export interface RecordSet {
  Name: string
  Type: string
  SetIdentifier?: string
  Weight?: number
  TTL?: number
  ResourceRecords?: { Value: string }[]
  AliasTarget?: { HostedZoneId: string; DNSName: string; EvaluateTargetHealth: boolean }
}

export const hostedZoneId = 'Z04417250RDERFLOWLAB'
export const zoneName = 'orderflow.example.'

/** A name as Route 53 lists it: lower case, a dot at its end, every sign but letters, digits, - and _ in octal. */
export const listedName = (name: string): string => {
  const labels = name.replace(/\.$/, '').split('.')
  const plain = (label: string): string =>
    label.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
  const octal = (sign: string): string => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`
  const listed = labels.map((label) =>
    plain(label)
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, octal),
  )
  return `${listed.join('.')}.`
}

export const keyOf = ({ Name, Type, SetIdentifier = '' }: RecordSet): string => `${Name} ${Type} ${SetIdentifier}`

/** By their labels from the right, then by type and identifier: the order of a list, and where one begins. */
export const orderOf = (name: string, type: string, identifier: string): string =>
  [name.split('.').reverse().join('\u0001'), type, identifier].join('\u0000')

export const sorted = (sets: readonly RecordSet[]): RecordSet[] => {
  const order = (set: RecordSet): string => orderOf(set.Name, set.Type, set.SetIdentifier ?? '')
  return sets.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
}

const simple = (name: string, Type: string, TTL: number, ...values: string[]): RecordSet => ({
  Name: listedName(name),
  Type,
  TTL,
  ResourceRecords: values.map((Value) => ({ Value })),
})

const weighted = (SetIdentifier: string, Weight: number, set: RecordSet): RecordSet => ({
  ...set,
  SetIdentifier,
  Weight,
})

/** What OrderFlow has in DNS beside its routing controls. */
export const initialRecordSets = (): RecordSet[] =>
  sorted([
    simple('orderflow.example', 'NS', 172_800, 'ns-1.lab.example.', 'ns-2.lab.example.'),
    simple('orderflow.example', 'SOA', 900, 'ns-1.lab.example. hostmaster.lab.example. 1 7200 900 1209600 86400'),
    simple('*.orderflow.example', 'A', 300, '203.0.113.81', '203.0.113.80'),
    simple('checkout.orderflow.example', 'A', 60, '203.0.113.10'),
    simple('pay-use1.orderflow.example', 'A', 60, '203.0.113.20'),
    simple('pay-usw2.orderflow.example', 'A', 60, '203.0.113.30'),
    weighted('use1', 100, simple('pay.orderflow.example', 'CNAME', 30, 'pay-use1.orderflow.example')),
    weighted('usw2', 0, simple('pay.orderflow.example', 'CNAME', 30, 'pay-usw2.orderflow.example')),
    {
      Name: listedName('www.orderflow.example'),
      Type: 'A',
      AliasTarget: { HostedZoneId: hostedZoneId, DNSName: 'checkout.orderflow.example.', EvaluateTargetHealth: false },
    },
  ])
