import { AwsFault } from '../service/aws-fault'

interface Element {
  name: string
  children: Element[]
  text: string
}

const deepest = 20
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const malformed = (): AwsFault => new AwsFault('MalformedInput', 400, 'The body is not well-formed XML')

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w+));/g, (whole, decimal, hexadecimal, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
    return entities[name] ?? whole
  })

const readElements = (xml: string): Element => {
  const root: Element = { name: '', children: [], text: '' }
  const open: Element[] = [root]
  let read = 0
  for (const token of xml.matchAll(/<\?[^>]*\?>|<!--[^]*?-->|<(\/?)([\w:.-]+)[^<>]*?(\/?)>|[^<]+/g)) {
    const [whole, closes, name, empty] = token
    const parent = open.at(-1)
    if (token.index !== read || parent === undefined) throw malformed()
    read += whole.length
    if (!whole.startsWith('<')) parent.text += unescapeXml(whole)
    if (name === undefined) continue
    if (closes === '/') {
      if (parent.name !== name || open.length === 1) throw malformed()
      open.pop()
      continue
    }
    const element: Element = { name, children: [], text: '' }
    parent.children.push(element)
    if (empty === '' && open.push(element) > deepest) throw malformed()
  }
  if (read !== xml.length || open.length !== 1) throw malformed()
  return root
}

const valueOf = ({ name, children, text }: Element, listNames: Record<string, string>): unknown => {
  if (Object.hasOwn(listNames, name)) return children.map((child) => valueOf(child, listNames))
  if (children.length === 0) return text
  return Object.fromEntries(children.map((child) => [child.name, valueOf(child, listNames)]))
}

/** What stands in the body's one element, as renderXml writes it: lists where `listNames` has their name. */
export const parseXml = (body: string, listNames: Record<string, string>): Record<string, unknown> => {
  const { children } = readElements(body)
  const [only] = children
  if (only === undefined || children.length > 1) throw malformed()
  return Object.fromEntries(only.children.map((child) => [child.name, valueOf(child, listNames)]))
}
