import Link from 'next/link'
import type { ReactNode } from 'react'
import { SheetSection } from '@/components/plan/sheet-section'
import { KeyList } from '@/components/run/key-list'
import { StatusMark } from '@/components/ui/status-mark'
import { WayBackMark } from '@/components/ui/way-back-mark'
import type { ConsolePage } from '@/lib/domain/access/console-pages'
import { glossary } from '@/lib/domain/glossary/glossary'
import { night } from './night'
import { statusWords } from './status-words'

/** What somebody who was woken and has never been here needs to know, on one page. */
export function HelpScreen({ pages }: { pages: readonly ConsolePage[] }) {
  return (
    <main className="mx-auto w-full max-w-[75rem] px-4 pb-12 lg:px-6">
      <h1 className="pt-5 text-figure font-semibold">Help</h1>
      <p className="mt-1 max-w-[48rem] text-step text-ink-2">
        In an incident the command console says what to do now, and the button that does it stands beside it. Nothing
        destructive happens on one press, and nothing at all by looking.
      </p>
      <SheetSection title="How a night goes">
        <ol className="mt-2 flex max-w-[52rem] flex-col gap-2">
          {night.map((sentence, index) => (
            <li key={sentence} className="grid grid-cols-[1.75rem_minmax(0,1fr)]">
              <span className="num text-ink-3">{index + 1}</span>
              {sentence}
            </li>
          ))}
        </ol>
      </SheetSection>
      <SheetSection title="The pages" aside="those you may read">
        <Pairs>
          {pages.map(({ href, label, purpose }) => (
            <Pair
              key={href}
              term={
                <Link href={href} className="font-semibold underline">
                  {label}
                </Link>
              }
            >
              {purpose}
            </Pair>
          ))}
        </Pairs>
      </SheetSection>
      <SheetSection title="What the shapes mean">
        <Pairs>
          {statusWords.map(([status, meaning]) => (
            <Pair key={status} term={<StatusMark status={status} className="font-medium" />}>
              {meaning}
            </Pair>
          ))}
          <Pair term={<WayBackMark kind="reversible" />}>Undo restores what was before.</Pair>
          <Pair term={<WayBackMark kind="compensable" />}>Undo leaves traces: a message that was sent stays sent.</Pair>
          <Pair term={<WayBackMark kind="one-way" />}>There is no undo; from here only forward is safe.</Pair>
        </Pairs>
      </SheetSection>
      <SheetSection title="Keys" aside="in the command console">
        <div className="mt-2">
          <KeyList />
        </div>
      </SheetSection>
      <SheetSection title="Times of day">
        <p className="mt-2 max-w-[52rem]">
          UTC, unless you choose another zone in the menu behind your initials; a time of another zone then carries its
          offset, 04:47:53 +02, and UTC is there when you point at it. Times inside sentences are always UTC. Theme and
          zone are remembered in this browser.
        </p>
      </SheetSection>
      <SheetSection title="What the words mean" aside={`${glossary.length}`}>
        <Pairs>
          {glossary.map(({ words, meaning }) => (
            <Pair key={words[0]} term={<b className="font-semibold">{words.join(', ')}</b>}>
              {meaning.replaceAll('`', '')}
            </Pair>
          ))}
        </Pairs>
      </SheetSection>
    </main>
  )
}

function Pairs({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-1 sm:grid-cols-[13rem_minmax(0,1fr)]">{children}</dl>
}

function Pair({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="border-line pt-1.5 sm:border-b sm:pb-1.5">{term}</dt>
      <dd className="min-w-0 border-b border-line pb-1.5 text-ink-2 sm:pt-1.5">{children}</dd>
    </>
  )
}
