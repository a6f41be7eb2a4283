import { BudgetExhausted } from '../../platform/connections/index.ts'
import { isOutcomeUnknown, UpstreamError } from '../../platform/outbound/index.ts'
import type { ConfluencePage, PageWrite } from './confluence-client.ts'
import { SOMEBODY_SAVED } from './confluence-error.ts'

/** A version of a page, as it is there. */
export interface SavedVersion extends Pick<ConfluencePage, 'title' | 'storage' | 'version'> {
  readonly message: string
}

export interface WriteActs {
  /** Sent exactly once; gives the version that the page has then. */
  put(write: PageWrite): Promise<number>
  newest(id: string): Promise<SavedVersion>
  /** Undefined: there is none. */
  versionAt(id: string, version: number): Promise<SavedVersion | undefined>
}

type Found = 'written' | 'not-written' | 'overtaken'

/** A second time only where the first has left nothing. */
const MOST_PUTS = 2

/**
 * Writes a version once, whatever became of the answers: a refusal may mean the write itself, come twice, so the page is looked at before
 * anybody is told so. Ours is what follows the version that was read and has our message and title; without a message, our text.
 */
export async function writeSurely(acts: WriteActs, write: PageWrite): Promise<{ readonly version: number }> {
  for (let puts = 1; ; puts += 1) {
    try {
      return { version: await acts.put(write) }
    } catch (error) {
      if (!needsLook(error)) throw error
      const found = await look(acts, write, error)
      if (found === 'written') return { version: write.readVersion + 1 }
      if (found === 'overtaken') throw somebodySaved(error)
      if (puts === MOST_PUTS) throw error
    }
  }
}

export function isConflict(error: unknown): boolean {
  return error instanceof UpstreamError && error.status === 409
}

function needsLook(error: unknown): boolean {
  return isConflict(error) || (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error))
}

async function look(acts: WriteActs, write: PageWrite, cause: unknown): Promise<Found> {
  try {
    const ours = write.readVersion + 1
    const newest = await acts.newest(write.id)
    if (newest.version < ours) return 'not-written'
    const saved = newest.version === ours ? newest : await acts.versionAt(write.id, ours)
    return saved !== undefined && isOurs(saved, write) ? 'written' : 'overtaken'
  } catch (error) {
    // A run goes on later, with the same write. Otherwise the look has shown nothing, and it stays at what is known.
    throw error instanceof BudgetExhausted ? error : cause
  }
}

function isOurs(saved: SavedVersion, write: PageWrite): boolean {
  const message = write.message.trim()
  if (saved.title.trim() !== write.title.trim() || saved.message.trim() !== message) return false
  // Confluence may have rewritten the text as it saved it, but not the message.
  return message !== '' || saved.storage === write.storage
}

function somebodySaved(cause: unknown): UpstreamError {
  return new UpstreamError({
    service: 'confluence',
    kind: 'rejected',
    status: 409,
    detail: SOMEBODY_SAVED,
    cause,
  })
}
