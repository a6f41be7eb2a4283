import { haveAll, readVendorDocument, type VendorDocument, vendorFile } from './vendor-document.ts'

const FILES = ['v2', 'v3'].map((version) => vendorFile(`clickup-${version}-openapi.json`))

export const hasClickUpDocument = haveAll(FILES)

const ALLOWED = [
  { complaint: /^UpdateWebhook: \/events must be string/, reason: 'typed as a text, made as a list' },
  {
    complaint: /^Create(Task|Threaded)Comment: (body\.comment |.*must have required property 'comment_text')/,
    reason: 'rich comments are described in the guide only',
  },
  {
    complaint: /^CreateWebhook: \/(space|folder|list)_id must be integer/,
    reason: 'ids are texts wherever they are read',
  },
]

export type ClickUpDocument = VendorDocument

/** Only where `hasClickUpDocument`. */
export function readClickUpDocument(): Promise<ClickUpDocument> {
  return readVendorDocument({
    files: FILES,
    pathOf: (route) => (/^\/(files|authorize)/.test(route) ? undefined : route),
    operationId: (source) => String(source['operationId']),
    allowed: ALLOWED,
    brackets: true,
    nulls: false,
  })
}
