export interface OpenapiDocumentsTable {
  connector: string
  document: string
  source: string
  importedAt: Date
}
