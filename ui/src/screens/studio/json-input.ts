import type { CallInput } from '../../api/types.ts'

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
  return wrong === undefined ? { input: value } : { problem: `${wrong}: { }` }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
