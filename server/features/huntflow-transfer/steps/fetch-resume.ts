import type { ClickupAttachment } from '../../../connectors/clickup/index.ts'
import { MOST_FILE_BYTES } from '../../../connectors/huntflow/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import type { TransferRun } from '../run/transfer-run.ts'

/** The file, or why it is not taken. */
type Fetched = { readonly content: Buffer } | { readonly reason: string }

const BEGINNING = Buffer.from('%PDF-')
const MEGABYTE = 1024 * 1024

/** Whether it says that it is a PDF; its content may say something else. */
export function claimsToBePdf({ extension, mimeType, title }: ClickupAttachment): boolean {
  return extension === 'pdf' || mimeType === 'application/pdf' || title.toLowerCase().endsWith('.pdf')
}

// Choosing and uploading follow each other in one try: the file is fetched once.
const latest = new WeakMap<TransferRun, { readonly id: string; readonly fetched: Fetched }>()

/** Throws what may pass, such as a network that is down. */
export async function fetchResume(run: TransferRun, attachment: ClickupAttachment): Promise<Fetched> {
  const known = latest.get(run)
  if (known?.id === attachment.id) return known.fetched
  const fetched = await fetchAnew(run, attachment)
  latest.set(run, { id: attachment.id, fetched })
  return fetched
}

async function fetchAnew(run: TransferRun, attachment: ClickupAttachment): Promise<Fetched> {
  if ((attachment.size ?? 0) > MOST_FILE_BYTES) return { reason: tooLarge(attachment) }
  try {
    const { url } = attachment
    const content = await run.deps.downloadAttachment({ url, maxBytes: MOST_FILE_BYTES, signal: run.signal })
    return content.subarray(0, BEGINNING.length).equals(BEGINNING)
      ? { content }
      : { reason: `${nameOf(attachment)} is no PDF, whatever its name says.` }
  } catch (error) {
    run.signal.throwIfAborted()
    const reason = reasonOf(error, attachment)
    if (reason === undefined) throw error
    return { reason }
  }
}

function reasonOf(error: unknown, attachment: ClickupAttachment): string | undefined {
  if (error instanceof AppError && error.code === 'INVALID')
    return `${nameOf(attachment)} does not lie where ClickUp keeps files, so it was not fetched.`
  if (!(error instanceof UpstreamError)) return undefined
  if (error.reason === 'too-large') return tooLarge(attachment)
  return error.kind === 'unavailable' || error.kind === 'rate-limited'
    ? undefined
    : `ClickUp does not give ${nameOf(attachment)}.`
}

function tooLarge(attachment: ClickupAttachment): string {
  return `${nameOf(attachment)} is larger than the ${MOST_FILE_BYTES / MEGABYTE} MB that Huntflow takes.`
}

function nameOf({ title }: ClickupAttachment): string {
  return `"${plainLine(title, 100)}"`
}
