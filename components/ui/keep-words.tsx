/**
 * Text that breaks between words only: a region such as us-west-2, or a figure and its unit, is read as one thing or
 * misread.
 */
export function KeepWords({ children }: { children: string }) {
  return withUnits(children)
    .split(/( +)/)
    .map((word, index) =>
      word.includes('-') && word.length < 24 ? (
        <span key={index} className="whitespace-nowrap">
          {word}
        </span>
      ) : (
        word
      ),
    )
}

function withUnits(text: string): string {
  return text.replace(/(\d) (?=(?:ms|s|min|h)\b)/g, '$1\u00a0')
}
