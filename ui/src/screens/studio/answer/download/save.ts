import type { OperationLine } from '../../../../api/types.ts'

export { saveFile } from '../../../../kit/save-file.ts'

/** `clockify-getProjects-2026-11-26.csv`. */
export function fileNameOf({ connector, operationId }: OperationLine, extension: string): string {
  const day = new Date().toISOString().slice(0, 10)
  return `${connector}-${operationId}-${day}.${extension}`.replaceAll(/[^\w.-]+/g, '_')
}
