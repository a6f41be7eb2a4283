const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The number that a text says, digit by digit; undefined when it says none or one that would lose digits. */
export function exactNumber(text: string): number | undefined {
  if (!isNumberText(text)) return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return undefined
  return digitsOf(text) === digitsOf(String(value)) ? value : undefined
}

export function isNumberText(text: string): boolean {
  return NUMBER.test(text)
}

/** The digits that count, without sign, point, exponent and zeros at either end. */
function digitsOf(text: string): string {
  const [mantissa = ''] = text.toLowerCase().split('e')
  return mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '')
}
