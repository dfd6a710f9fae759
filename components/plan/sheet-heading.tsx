import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import type { PlanHeading } from '@/lib/domain/view/plan/plan-heading'
import { PrintButton } from './print-button'

interface SheetHeadingProps {
  heading: PlanHeading
  title: string
  lead: ReactNode
  /** The page's own path; the other environments stand behind it. */
  path: string
  plans?: readonly { key: string; title: string }[]
  facts?: readonly { name: string; value: ReactNode }[]
}

/** Which version this is, of what, for where: on paper the only thing that tells an old copy from a new one. */
export function SheetHeading({ heading, title, lead, path, plans = [], facts = [] }: SheetHeadingProps) {
  const { environment, environments } = heading
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-12 gap-y-4 pt-5 pb-6">
      <div className="max-w-[48rem] min-w-0">
        <h1 className="text-figure font-semibold">{title}</h1>
        <p className="mt-1 text-step text-ink-2">{lead}</p>
        {heading.pace !== null && <p className="mt-1 text-body text-ink-3">{heading.pace}</p>}
        <Choices
          label="Plan"
          chosen={heading.key}
          choices={plans.map(({ key, title: words }) => ({ name: key, title: words, href: `${path}?plan=${key}` }))}
        />
        <Choices
          label="Environment"
          chosen={environment.name}
          choices={environments.map((one) => ({
            ...one,
            href: `${path}?plan=${heading.key}&environment=${one.name}`,
          }))}
        />
      </div>
      <div className="flex flex-col items-start gap-3">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-body">
          <Fact name="plan">
            {heading.title} <span className="mono">{heading.hash.slice(0, 12)}</span>
          </Fact>
          <Fact name="environment">
            {environment.title} <span className="mono">{environment.hash.slice(0, 12)}</span>
          </Fact>
          <Fact name="owner">{heading.owner}</Fact>
          {facts.map(({ name, value }) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </dl>
        <PrintButton />
      </div>
    </header>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-meta leading-5 text-ink-3">{name}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </>
  )
}

interface ChoicesProps {
  label: string
  chosen: string
  choices: readonly { name: string; title: string; href: string }[]
}

function Choices({ label, chosen, choices }: ChoicesProps) {
  if (choices.length < 2) return null
  return (
    <nav aria-label={label} className="mt-3 flex flex-wrap items-center gap-x-4 print:hidden">
      <span className="text-meta text-ink-3">{label}</span>
      {choices.map(({ name, title, href }) => (
        <Link
          key={name}
          href={href}
          aria-current={name === chosen ? 'true' : undefined}
          className={cx(
            'inline-flex min-h-11 items-center lg:min-h-8',
            name === chosen ? 'font-semibold' : 'text-ink-2 underline',
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
