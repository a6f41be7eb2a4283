/** Markup that is safe to put into a page; made by `html` only. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | readonly Html[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Whatever is put in is text, in elements and in quoted attributes; markup stays markup only where it was made here. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = withoutIndents(literals)
    .map((literal, index) => literal + markupOf(parts[index] ?? ''))
    .join('')
  return { markup }
}

// The same literals come each time that a place in the code is reached.
const narrow = new WeakMap<TemplateStringsArray, readonly string[]>()

/** How the code is indented is of no use to who reads the page. */
function withoutIndents(literals: TemplateStringsArray): readonly string[] {
  const known = narrow.get(literals)
  if (known !== undefined) return known
  const made = literals.map((literal) => literal.replace(/\s*\n\s*/g, ' '))
  narrow.set(literals, made)
  return made
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"'`]/g, (letter) => ENTITIES[letter] ?? '')
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}
