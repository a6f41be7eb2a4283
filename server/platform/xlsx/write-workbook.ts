import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { MAX_ROWS, rowSource, sheetName, sheetXml, type Sheet } from './sheet-xml.ts'
import { packageFiles, type WrittenSheet } from './package-files.ts'
import { stylesXml } from './styles.ts'

export interface Workbook {
  /** In the order in which they are written: one may tell what was counted while those before it were. */
  readonly sheets: readonly Sheet[]
  readonly madeAt: Date
  /** Rows of a sheet before the next one begins. */
  readonly maxRows?: number
}

// Numbers and repeated words: the next level takes twice the time for a tenth of the size.
const COMPRESSION = { compressionLevel: 1 }

/** The .xlsx in pieces, made as they are taken: its size costs no memory. */
export async function* writeWorkbook(workbook: Workbook): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  // It is a PassThrough.
  const output = zip.outputStream as Readable
  const stopping = new AbortController()
  const adding = addFiles(zip, workbook, stopping.signal).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  try {
    for await (const piece of output) yield piece
  } finally {
    stopping.abort()
    await adding
  }
}

async function addFiles(
  zip: ZipFile,
  { sheets, madeAt, maxRows = MAX_ROWS }: Workbook,
  signal: AbortSignal,
): Promise<void> {
  const options = { ...COMPRESSION, mtime: madeAt }
  const written: WrittenSheet[] = []
  for (const { rows, ...sheet } of sheets) {
    const source = rowSource(rows)
    try {
      for (let part = 1, more = true; more; part += 1) {
        written.push({ name: sheetName(sheet.name, part), tab: sheet.tab })
        const content = Readable.from(sheetXml({ ...sheet, source, maxRows }), { signal })
        zip.addReadStream(content, `xl/worksheets/sheet${written.length}.xml`, options)
        await finished(content)
        more = source.hasMore()
      }
    } finally {
      await source.close()
    }
  }
  zip.addBuffer(Buffer.from(stylesXml()), 'xl/styles.xml', options)
  for (const [name, content] of packageFiles(written)) zip.addBuffer(Buffer.from(content), name, options)
  zip.end()
}
