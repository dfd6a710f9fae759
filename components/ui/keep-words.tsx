/** Text that breaks between words only: a region such as us-west-2 is read as one thing or misread. */
export function KeepWords({ children }: { children: string }) {
  return children.split(/(\s+)/).map((word, index) =>
    word.includes('-') && word.length < 24 ? (
      <span key={index} className="whitespace-nowrap">
        {word}
      </span>
    ) : (
      word
    ),
  )
}
