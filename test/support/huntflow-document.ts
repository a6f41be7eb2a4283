import { haveAll, readVendorDocument, type VendorDocument, vendorFile } from './vendor-document.ts'

const FILES = [vendorFile('huntflow-openapi.json')]

export const hasHuntflowDocument = haveAll(FILES)

/** Only where `hasHuntflowDocument`. Operations are called by method and path: their own names are generated. */
export function readHuntflowDocument(): Promise<VendorDocument> {
  return readVendorDocument({
    files: FILES,
    pathOf: (route) => (route.startsWith('/v2/') ? route.slice('/v2'.length) : undefined),
    operationId: (_source, method, path) => `${method} ${path}`,
    allowed: [],
    brackets: false,
    nulls: true,
  })
}
