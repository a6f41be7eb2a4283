import type { CallAnswer } from '../../../api/types.ts'
import type { TextKey } from '../../../i18n/index.ts'
import type { Tone } from '../../../kit/chip.tsx'
import { bodyOf } from './body.ts'

const STATUS_TEXTS: Readonly<Record<number, TextKey>> = {
  200: 'answer.status.200',
  201: 'answer.status.201',
  202: 'answer.status.202',
  204: 'answer.status.204',
  304: 'answer.status.304',
  400: 'answer.status.400',
  401: 'answer.status.401',
  403: 'answer.status.403',
  404: 'answer.status.404',
  405: 'answer.status.405',
  409: 'answer.status.409',
  413: 'answer.status.413',
  415: 'answer.status.415',
  422: 'answer.status.422',
  429: 'answer.status.429',
  500: 'answer.status.500',
  502: 'answer.status.502',
  503: 'answer.status.503',
  504: 'answer.status.504',
}

const CLASSES: readonly { readonly from: number; readonly text: TextKey; readonly tone: Tone }[] = [
  { from: 500, text: 'answer.status.5xx', tone: 'bad' },
  { from: 400, text: 'answer.status.4xx', tone: 'bad' },
  { from: 300, text: 'answer.status.3xx', tone: 'warn' },
  { from: 200, text: 'answer.status.2xx', tone: 'good' },
  { from: 0, text: 'answer.status.1xx', tone: 'plain' },
]

export function toneOf(status: number): Tone {
  return CLASSES.find(({ from }) => status >= from)?.tone ?? 'plain'
}

export function statusTextOf(status: number): TextKey {
  return STATUS_TEXTS[status] ?? CLASSES.find(({ from }) => status >= from)?.text ?? 'answer.status.1xx'
}

const TRUNCATED: Readonly<Record<string, TextKey>> = {
  'max-pages': 'answer.truncated.maxPages',
  'max-bytes': 'answer.truncated.maxBytes',
  'page-failed': 'answer.truncated.pageFailed',
  'no-answer': 'answer.truncated.noAnswer',
  'rate-limited': 'answer.truncated.rateLimited',
  cancelled: 'answer.truncated.cancelled',
}

export function truncationTextOf(reason: string): TextKey {
  return TRUNCATED[reason] ?? 'answer.truncated.other'
}

const KINDS: Readonly<Record<string, TextKey>> = {
  missing: 'answer.kind.missing',
  type: 'answer.kind.type',
  enum: 'answer.kind.enum',
  value: 'answer.kind.value',
  unexpected: 'answer.kind.unexpected',
  status: 'answer.kind.status',
  'content-type': 'answer.kind.contentType',
}

export function kindTextOf(kind: string): TextKey {
  return KINDS[kind] ?? 'answer.kind.value'
}

/** Bytes of the body, if the answer tells: headers are those of one page, and of what is packed they tell another size. */
export function sizeOf({ body, headers, pages }: CallAnswer): number | undefined {
  const shown = bodyOf(body)
  if (shown.kind === 'file') return shown.file.bytes
  const length = headers['content-length']
  if (pages > 1 || length === undefined || headers['content-encoding'] !== undefined) return undefined
  return /^\d+$/.test(length) ? Number(length) : undefined
}
