import type { CallAnswer, DryRun } from '../../api/types.ts'
import type { Parsed } from './parse-answer.worker.ts'

// Below that, parsing takes fewer milliseconds than handing it to another thread.
const LARGE_BYTES = 2_000_000

/** The parsed answer of POST /api/calls. A large one is parsed in a thread of its own and comes back in slices, so the page stays usable. */
export async function parseAnswer(answer: Response): Promise<CallAnswer | DryRun> {
  const bytes = await answer.arrayBuffer()
  if (bytes.byteLength < LARGE_BYTES)
    return JSON.parse(new TextDecoder().decode(bytes)) as CallAnswer | DryRun
  return parseInWorker(bytes)
}

function parseInWorker(bytes: ArrayBuffer): Promise<CallAnswer | DryRun> {
  const worker = new Worker(new URL('./parse-answer.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<CallAnswer | DryRun>((resolve, reject) => {
    const items: unknown[] = []
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.addEventListener('message', ({ data }: MessageEvent<Parsed>) => {
      if (data.kind === 'failed') reject(new Error(data.message))
      else if (data.kind === 'items') {
        for (const item of data.items) items.push(item)
        // The next slice is sent when this one was taken, so that the page can draw in between.
        worker.postMessage('next')
      } else resolve(joined(data.answer, data.place, items))
    })
    worker.postMessage(bytes, [bytes])
  }).finally(() => worker.terminate())
}

/** Puts the items back where they were taken from: the body itself, or one of its fields. */
function joined(
  answer: CallAnswer,
  place: { readonly field: string | null } | null,
  items: readonly unknown[],
): CallAnswer {
  if (place === null) return answer
  if (place.field === null) return { ...answer, body: items }
  return { ...answer, body: { ...(answer.body as object), [place.field]: items } }
}
