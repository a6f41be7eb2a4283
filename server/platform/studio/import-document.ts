import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import { asSystem, type Db } from '../../storage/db.ts'
import { createCatalogue, inspectDocument, readDocument } from '../openapi/index.ts'
import { redactUrl } from '../outbound/index.ts'
import { IMPORT_CHANNEL } from './document-loader.ts'
import { notifyImport, upsertOpenapiDocument } from './openapi-document.store.ts'

interface DocumentImport {
  readonly connector: string
  /** Where it came from, for people: a file's name or a URL. */
  readonly source: string
  readonly text: string
}

interface ImportReport {
  readonly connector: string
  readonly operations: number
  /** What strict validation says; the document is used all the same. */
  readonly problems: readonly string[]
}

/** Replaces the connector's document in every running server; a document that cannot be read changes nothing. */
export async function importDocument(
  deps: { readonly db: Db; readonly clock: Clock; readonly connectors: readonly string[] },
  input: DocumentImport,
): Promise<ImportReport> {
  const { connector, source, text } = input
  if (!deps.connectors.includes(connector))
    throw new AppError(
      'INVALID',
      `There is no connector ${connector}. There are: ${deps.connectors.join(', ')}.`,
    )
  const document = readDocument(text)
  const trial = createCatalogue({ documents: [] })
  trial.put(connector, document)
  const { problems } = await inspectDocument(document)
  await asSystem(deps.db, async (tx) => {
    const kept = { connector, source: shownSource(source), document: text, importedAt: deps.clock.now() }
    await upsertOpenapiDocument(tx, kept)
    await notifyImport(tx, { channel: IMPORT_CHANNEL, connector })
  })
  return { connector, operations: trial.list().length, problems }
}

/** A download link may carry a token. */
function shownSource(source: string): string {
  return /^https?:\/\//i.test(source) ? redactUrl(source) : source
}
