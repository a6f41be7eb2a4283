export interface FilePartsTable {
  workspaceId: string
  fileId: string
  part: number
  content: Buffer
}
