import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDocumentLoader } from '../../../server/platform/studio/document-loader.ts'
import { importDocument } from '../../../server/platform/studio/import-document.ts'
import { findOpenapiDocument } from '../../../server/platform/studio/openapi-document.store.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { Startable } from '../../../server/shared/startable.ts'
import { asSystem } from '../../../server/storage/db.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aCatalogue, anImportedText } from './support/a-document.ts'

let database: TestDatabase
const running: Startable[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  await Promise.all(running.map((loader) => loader.stop()))
  await database.close()
})

const importText = (text: string, connector = 'acme') =>
  importDocument(
    { db: database.db, clock: systemClock, connectors: ['acme'] },
    { connector, source: 'acme.json', text },
  )

async function aServer(options: { pollMs?: number; deaf?: boolean } = {}) {
  const { catalogue } = aCatalogue()
  const listen: TestDatabase['listen'] = (channel, onPayload) =>
    database.listen(channel, options.deaf === true ? () => {} : onPayload)
  const loader = createDocumentLoader({
    database: { db: database.db, listen },
    catalogue,
    log: silentLog,
    ...options,
  })
  running.push(loader)
  await loader.start()
  return { knows: (operationId: string) => catalogue.find('acme', operationId) !== undefined, loader }
}

describe('importDocument', () => {
  it('reaches running servers and those that start later', async () => {
    const early = await aServer()
    const before = early.knows('getNew')

    const report = await importText(anImportedText('getNew'))
    const late = await aServer()

    expect(report).toMatchObject({ connector: 'acme', operations: 11 })
    expect([before, late.knows('getNew')]).toEqual([false, true])
    await vi.waitFor(() => expect(early.knows('getNew')).toBe(true))
  })

  it('reports what strict validation says and takes the document all the same', async () => {
    const { problems } = await importText(anImportedText('getOdd').replace('"title":"acme",', ''))

    expect(problems.length).toBeGreaterThan(0)
    expect((await aServer()).knows('getOdd')).toBe(true)
  })

  it.each([
    ['openapi: 3.0.1', /JSON/],
    ['{"openapi": "3.0.1", "paths": {}}', /no operations/],
    ['{"swagger": "2.0", "paths": {}}', /\/openapi/],
    ['{"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/nowhere"}}}', /leads nowhere/],
  ])('refuses %s and keeps what was there', async (text, message) => {
    await importText(anImportedText('getKept'))

    await expect(importText(text)).rejects.toThrow(message)

    expect((await aServer()).knows('getKept')).toBe(true)
  })

  it('refuses a connector that there is not, and names those that there are', async () => {
    const refused = importText(anImportedText('getNew'), 'emca')

    await expect(refused).rejects.toThrow(/There are: acme/)
  })

  it('replaces an earlier import', async () => {
    await importText(anImportedText('getFirst'))
    await importText(anImportedText('getSecond'))

    const server = await aServer()

    expect([server.knows('getFirst'), server.knows('getSecond')]).toEqual([false, true])
  })

  it('keeps the text and where it came from', async () => {
    const text = anImportedText('getKept')

    await importText(text)

    const row = await asSystem(database.db, (tx) => findOpenapiDocument(tx, 'acme'))
    expect(row).toMatchObject({ document: text, source: 'acme.json' })
  })
})

describe('source of an import', () => {
  it('is kept without the token of a download link', async () => {
    const deps = { db: database.db, clock: systemClock, connectors: ['acme'] }
    const source = 'https://docs.acme.test/openapi.json?version=1&token=hunter2'

    await importDocument(deps, { connector: 'acme', source, text: anImportedText('getNew') })

    const row = await asSystem(database.db, (tx) => findOpenapiDocument(tx, 'acme'))
    expect(row?.source).toBe('https://docs.acme.test/openapi.json?version=1&token=[redacted]')
  })
})

describe('createDocumentLoader', () => {
  it('finds an import that it did not hear of', async () => {
    const server = await aServer({ deaf: true, pollMs: 20 })

    await importText(anImportedText('getMissed'))

    await vi.waitFor(() => expect(server.knows('getMissed')).toBe(true))
  })

  it('keeps what is in use when a stored document cannot be read', async () => {
    await importText(anImportedText('getGood'))
    const server = await aServer({ pollMs: 20 })
    const importedAt = new Date(Date.now() + 5_000)
    await asSystem(database.db, (tx) =>
      tx.updateTable('openapiDocuments').set({ document: '{}', importedAt }).execute(),
    )

    const late = await aServer()

    expect([server.knows('getGood'), late.knows('getTags')]).toEqual([true, true])
  })

  it('is safe to start and stop twice', async () => {
    const { loader } = await aServer()

    await loader.start()
    await loader.stop()

    await expect(loader.stop()).resolves.toBeUndefined()
  })
})
