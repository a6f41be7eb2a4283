import { useState } from 'react'
import type { OperationLine } from '../../../../api/types.ts'
import { t } from '../../../../i18n/index.ts'
import { toast } from '../../../../kit/toast.tsx'
import type { ShownTable } from '../download/shown-table.ts'
import { filePartsOf } from '../download/file-parts.ts'
import { inSlices } from '../sliced.ts'

interface DownloadsProps {
  readonly operation: OperationLine
  readonly table: ShownTable
}

const FORMATS = ['json', 'csv', 'xlsx'] as const
type Format = (typeof FORMATS)[number]

const MAKERS: Readonly<Record<Format, (table: ShownTable) => Promise<Blob>>> = {
  json: async (table) => {
    const { jsonLines } = await import('../download/json-rows.ts')
    return fileOf(jsonLines(table), 'application/json')
  },
  csv: async (table) => {
    const { csvLines } = await import('../download/csv.ts')
    return fileOf(csvLines(table), 'text/csv;charset=utf-8')
  },
  xlsx: async (table) => {
    const { xlsxOf } = await import('../download/xlsx.ts')
    const { file, leftOut } = await xlsxOf({
      table,
      name: t('answer.download.sheet'),
      cutNote: t('answer.download.cut'),
    })
    if (leftOut > 0) toast('warning', t('answer.download.leftOut', { count: leftOut }))
    return file
  },
}

async function fileOf(lines: Iterable<string>, type: string): Promise<Blob> {
  return new Blob(await inSlices(filePartsOf(lines)), { type })
}

/** Files of exactly the columns and rows that the table shows, made here. */
export function Downloads({ operation, table }: DownloadsProps) {
  const [busy, setBusy] = useState<Format>()

  async function download(format: Format): Promise<void> {
    setBusy(format)
    try {
      const file = await MAKERS[format](table)
      const { fileNameOf, saveFile } = await import('../download/save.ts')
      saveFile(file, fileNameOf(operation, format))
    } catch (error) {
      toast('error', t('answer.download.failed', { reason: String(error) }))
    } finally {
      setBusy(undefined)
    }
  }

  return (
    <div className="row answer-tight" role="group" aria-label={t('answer.download.label')}>
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          disabled={busy !== undefined}
          aria-busy={busy === format}
          aria-label={t('answer.download.as', { format: format.toUpperCase() })}
          onClick={() => void download(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
    </div>
  )
}
