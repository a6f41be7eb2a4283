import type { CallAnswer } from '../../api/types.ts'

/** What the thread sends: the long list of the body in slices, then everything else and where the list belongs. */
export type Parsed =
  | { readonly kind: 'items'; readonly items: readonly unknown[] }
  | {
      readonly kind: 'end'
      readonly answer: CallAnswer
      readonly place: { readonly field: string | null } | null
    }
  | { readonly kind: 'failed'; readonly message: string }

const SLICE = 500

let rest: (() => Parsed) | undefined

addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | 'next'>) => {
  try {
    if (data !== 'next') rest = slicesOf(JSON.parse(new TextDecoder().decode(data)) as CallAnswer)
    if (rest) postMessage(rest())
  } catch (error) {
    postMessage({ kind: 'failed', message: String(error) } satisfies Parsed)
  }
})

function slicesOf(answer: CallAnswer): () => Parsed {
  const { field, list } = longestList(answer.body)
  let from = 0
  return () => {
    if (list === undefined) return { kind: 'end', answer, place: null }
    if (from < list.length) {
      const items = list.slice(from, from + SLICE)
      from += SLICE
      return { kind: 'items', items }
    }
    return { kind: 'end', answer: without(answer, field), place: { field } }
  }
}

function longestList(body: unknown): { field: string | null; list: readonly unknown[] | undefined } {
  if (Array.isArray(body)) return { field: null, list: body }
  if (typeof body !== 'object' || body === null) return { field: null, list: undefined }
  const lists = Object.entries(body).flatMap(([field, list]): [string, unknown[]][] =>
    Array.isArray(list) ? [[field, list]] : [],
  )
  const [longest] = lists.sort(([, a], [, b]) => b.length - a.length)
  return longest ? { field: longest[0], list: longest[1] } : { field: null, list: undefined }
}

function without(answer: CallAnswer, field: string | null): CallAnswer {
  if (field === null) return { ...answer, body: null }
  return { ...answer, body: { ...(answer.body as object), [field]: null } }
}
