import type { OperationLine } from '../../../../api/types.ts'

const REVOKED_AFTER_MS = 60_000

/** Gives the file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER_MS)
}

/** `clockify-getProjects-2026-11-26.csv`. */
export function fileNameOf({ connector, operationId }: OperationLine, extension: string): string {
  const day = new Date().toISOString().slice(0, 10)
  return `${connector}-${operationId}-${day}.${extension}`.replaceAll(/[^\w.-]+/g, '_')
}
