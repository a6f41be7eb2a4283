// A run of digits with what people put between them; bounded, so that a long text costs no more than its length.
const WRITTEN = /(?<![\d+])(?:\+|00)?\(?\d[\d ()\u00a0./\u2010-\u2015-]{5,24}\d(?!\d)/g
const NOT_DIGITS = /\D/g
const BELARUSIAN_CODES = '(?:15|16|17|21|22|23|25|29|33|44)'
const BELARUSIAN_AT_HOME = new RegExp(`^80(${BELARUSIAN_CODES}\\d{7})$`)
const BELARUSIAN_SHORT = new RegExp(`^0?(${BELARUSIAN_CODES}\\d{7})$`)

/** The phone numbers of a text that are surely some: with a country code, or as they are written in Russia and Belarus. As +375291234567. */
export function phonesIn(text: string): readonly string[] {
  const found = [...text.matchAll(WRITTEN)].flatMap(([written]) => normalise(written) ?? [])
  return [...new Set(found)]
}

/** The number in a field that holds nothing else: short forms are taken too. */
export function phoneOf(text: string): string | undefined {
  const [first] = phonesIn(text)
  if (first !== undefined) return first
  const digits = text.replaceAll(NOT_DIGITS, '')
  const belarusian = BELARUSIAN_SHORT.exec(digits)?.[1]
  if (belarusian !== undefined) return `+375${belarusian}`
  if (/^9\d{9}$/.test(digits)) return `+7${digits}`
  return digits.length >= 7 && digits.length <= 15 ? digits : undefined
}

function normalise(written: string): string | undefined {
  const digits = written.replaceAll(NOT_DIGITS, '')
  if (written.startsWith('+')) return isInternational(digits) ? `+${digits}` : undefined
  if (digits.startsWith('00')) return isInternational(digits.slice(2)) ? `+${digits.slice(2)}` : undefined
  const belarusian = BELARUSIAN_AT_HOME.exec(digits)?.[1]
  if (belarusian !== undefined) return `+375${belarusian}`
  if (/^[78][3489]\d{9}$/.test(digits)) return `+7${digits.slice(1)}`
  return /^(375|380)\d{9}$/.test(digits) ? `+${digits}` : undefined
}

function isInternational(digits: string): boolean {
  return /^[1-9]\d{7,14}$/.test(digits)
}
