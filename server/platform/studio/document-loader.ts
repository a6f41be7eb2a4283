import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { Startable } from '../../shared/startable.ts'
import { asSystem } from '../../storage/db.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { readDocument, type Catalogue } from '../openapi/index.ts'
import { findOpenapiDocument, listImportTimes } from './openapi-document.store.ts'

interface DocumentLoaderDeps {
  readonly database: Pick<DatabaseHandle, 'db' | 'listen'>
  readonly catalogue: Catalogue
  readonly log: Log
  readonly pollMs?: number
}

export const IMPORT_CHANNEL = 'switchyard_openapi'
// A notification is missed while the listening connection is away.
const POLL_MS = 60_000

/** Puts imported documents into the catalogue: at start, when one is imported, and in case that was not heard. */
export function createDocumentLoader(deps: DocumentLoaderDeps): Startable {
  const loaded = new Map<string, number>()
  let queue: Promise<void> = Promise.resolve()
  let unlisten: Unlisten | undefined
  let timer: NodeJS.Timeout | undefined

  async function loadChanged(): Promise<void> {
    const known = await asSystem(deps.database.db, (tx) => listImportTimes(tx))
    for (const { connector, importedAt } of known)
      if (loaded.get(connector) !== importedAt.getTime()) await load(connector)
  }

  async function load(connector: string): Promise<void> {
    const row = await asSystem(deps.database.db, (tx) => findOpenapiDocument(tx, connector))
    if (row === undefined) return
    loaded.set(connector, row.importedAt.getTime())
    try {
      deps.catalogue.put(connector, readDocument(row.document))
      deps.log.info({ connector }, 'imported document in use')
    } catch (error) {
      // Imported by a version that read more than this one: what was in use before stays.
      deps.log.error({ connector, reason: messageOf(error) }, 'imported document cannot be read')
    }
  }

  /** One after the other, so that an older import never overtakes a newer one. */
  function loadNext(): Promise<void> {
    const next = queue.then(loadChanged)
    queue = next.catch((error: unknown) =>
      deps.log.warn({ reason: messageOf(error) }, 'imported documents not looked for'),
    )
    return next
  }

  return {
    async start() {
      if (unlisten !== undefined) return
      unlisten = await deps.database.listen(IMPORT_CHANNEL, () => void loadInBackground())
      timer = setInterval(() => void loadInBackground(), deps.pollMs ?? POLL_MS)
      timer.unref()
      await loadNext()
    },
    async stop() {
      clearInterval(timer)
      await unlisten?.()
      unlisten = undefined
      await queue
    },
  }

  async function loadInBackground(): Promise<void> {
    // The queue has logged a failure; the next poll tries again.
    await Promise.allSettled([loadNext()])
  }
}
