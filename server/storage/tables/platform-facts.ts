export interface PlatformFactsTable {
  name: string
  value: Buffer
}
