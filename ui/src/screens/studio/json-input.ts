import type { CallInput } from '../../api/types.ts'
import { exactNumber } from '../../form/numbers.ts'
import { t } from '../../i18n/index.ts'

interface ReadInput {
  readonly input?: CallInput
  /** Why the text is not the input of a call. */
  readonly problem?: string
}

const PARTS = ['path', 'query', 'headers', 'body']

/** Reads what was typed as JSON; only its outline is checked here. */
export function inputIn(text: string): ReadInput {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
  if (!isObject(value)) return { problem: `{ ${PARTS.join(', ')} }` }
  const unknown = Object.keys(value).find((name) => !PARTS.includes(name))
  if (unknown !== undefined) return { problem: `${unknown}: ${PARTS.join(', ')}` }
  const wrong = ['path', 'query', 'headers'].find((name) => name in value && !isObject(value[name]))
  if (wrong !== undefined) return { problem: `${wrong}: { }` }
  const lossy = numbersIn(text).find((number) => exactNumber(number) === undefined)
  return lossy === undefined ? { input: value } : { problem: `${lossy}: ${t('form.must.exact')}` }
}

/** The numbers of a JSON text as they are written; what stands in strings is no number. */
function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(/"(?:\\.|[^"\\])*"|(-?\d[\d.eE+-]*)/g)].flatMap(([, number]) => number ?? [])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
