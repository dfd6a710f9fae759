const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A captioned table whose first column heads its rows; a sentence instead when there are none. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const heading = `<h2>${escapeHtml(caption)}</h2>`
  if (rows.length === 0) return `<section>${heading}<p>None.</p></section>`
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('')
  const body = rows
    .map(([first, ...rest]) => {
      const cells = rest.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')
      return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`
    })
    .join('')
  const region = `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0">`
  return `<section>${heading}${region}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`
}
