/** What Excel takes in one cell. */
const LONGEST = 32_767

// What XML cannot hold, halves of surrogate pairs among it.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NEEDS_CARE = /[&<>_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/
// Excel reads _x0041_ as A.
const ESCAPE_LIKE = /_(?=x[0-9a-f]{4}_)/gi

/** As the content of an element; shortened where Excel would refuse the file. */
export function xmlText(value: string): string {
  const text = value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value
  if (!NEEDS_CARE.test(text)) return text
  return text
    .replace(UNWRITABLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(ESCAPE_LIKE, '_x005F_')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

/** Would be a formula if somebody typed it. */
export function isFormulaLike(text: string): boolean {
  return /^[=+\-@\t\n]/.test(text)
}
